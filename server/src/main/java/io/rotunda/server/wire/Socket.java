package io.rotunda.server.wire;

import io.rotunda.handlers.Client;
import io.rotunda.handlers.Remainder;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client in one namespace. What is sent from one thread arrives in the order sent.
///
/// Life: connecting, then connected or refused, then gone. Its events wait in a mailbox; when too many
/// wait, the client is not read from until they are handled.
public final class Socket implements Client {
    private static final String LEFT = "client namespace disconnect";
    private static final String DISMISSED = "server disconnect";
    private static final String PARSE_ERROR = "parse error";

    /// Somebody wanted that; after everything else the connection was lost, and its client may come back.
    private static final Set<String> FOR_GOOD = Set.of(LEFT, DISMISSED, PARSE_ERROR);

    private static final int MAX_WAITING_BYTES = 256 << 10;

    private final SocketIo io;
    private final String namespace;

    /// As the loop chose it, until a client that comes back is known by its own again.
    private volatile String id;
    private final Mailbox mailbox;
    private final AtomicInteger waitingBytes = new AtomicInteger();

    /// Set by [#listen] before anybody else can know this socket.
    private volatile RoomId.@Nullable User user;

    /// Touched on the mailbox only.
    private @Nullable SocketListener listener;

    /// Touched on the lane only.
    private State state = State.CONNECTING;

    private @Nullable PendingAnswers answers;
    private volatile boolean held;
    private volatile boolean gone;

    private enum State {
        CONNECTING,
        CONNECTED,
        GONE
    }

    Socket(SocketIo io, String namespace, String id) {
        this.io = io;
        this.namespace = namespace;
        this.id = id;
        this.mailbox = new Mailbox(io.session().loop);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public RoomId.User user() {
        return Objects.requireNonNull(user, "not accepted yet");
    }

    @Override
    public Lane lane() {
        return io.session().loop;
    }

    public String namespace() {
        return namespace;
    }

    /// Who comes is known: what the client does reaches `next`, its end above all. On the mailbox, once, before
    /// [#accepted] or [#refuse].
    ///
    /// @param who whose socket it is from here on
    public void listen(RoomId.User who, SocketListener next) {
        user = who;
        listener = next;
    }

    /// Does [#listen], and answers the CONNECT with this socket's id: from here on events of the client reach
    /// `next`. On the mailbox, once.
    public void accept(RoomId.User who, SocketListener next) {
        listen(who, next);
        lane().execute(() -> accepted(id, null));
    }

    @Override
    public void accepted(String knownAs, @Nullable String pid) {
        if (state == State.CONNECTING) {
            state = State.CONNECTED;
            id = knownAs;
            io.accepted();
            var returning = pid == null ? "" : "\",\"pid\":\"" + pid;
            write(PacketType.CONNECT, -1, Encoding.ascii("{\"sid\":\"" + knownAs + returning + "\"}"), List.of());
        }
    }

    /// Answers the CONNECT with an error; the client may try again on the same connection.
    ///
    /// @param error a JSON object with a `message` and, if there is more to say, `data`
    public void refuse(byte[] error) {
        lane().execute(() -> {
            if (state == State.CONNECTING) {
                state = State.GONE;
                write(PacketType.CONNECT_ERROR, -1, error, List.of());
                io.left(this);
            }
        });
    }

    /// Sends an event of any shape: `json` is the array of name and arguments. Any thread.
    public void emit(byte[] json, List<byte[]> attachments) {
        lane().execute(() -> {
            if (state == State.CONNECTED) {
                write(attachments.isEmpty() ? PacketType.EVENT : PacketType.BINARY_EVENT, -1, json, attachments);
            }
        });
    }

    /// Sends an event that the client acknowledges. Any thread. At most 100 may be open: one more is not sent.
    ///
    /// @param answer hears what the client's callback was given; never called if the client does not answer
    public void ask(byte[] json, List<byte[]> attachments, Answer answer) {
        lane().execute(() -> {
            if (answers == null) {
                answers = new PendingAnswers();
            }
            long id = state == State.CONNECTED ? answers.add(answer) : -1;
            if (id >= 0) {
                write(attachments.isEmpty() ? PacketType.EVENT : PacketType.BINARY_EVENT, id, json, attachments);
            }
        });
    }

    /// Answers an event's callback: `json` is the array of its arguments. Any thread; once for each id.
    public void ack(long ackId, byte[] json, List<byte[]> attachments) {
        lane().execute(() -> {
            if (state == State.CONNECTED) {
                write(attachments.isEmpty() ? PacketType.ACK : PacketType.BINARY_ACK, ackId, json, attachments);
            }
        });
    }

    @Override
    public void deliver(Frame frame, long position) {
        if (state != State.GONE) { // what was missed comes before the answer to the CONNECT
            io.session().deliver(frame, position);
        }
    }

    @Override
    public boolean open() {
        return state != State.GONE;
    }

    @Override
    public boolean gone() {
        return gone;
    }

    @Override
    public void execute(Runnable task) {
        mailbox.execute(task);
    }

    @Override
    public void close() {
        lane().execute(() -> {
            if (open()) { // else the connection is not this socket's any more: the client may have connected again
                io.session().cut("server closed the connection");
            }
        });
    }

    @Override
    public void disconnect() {
        lane().execute(() -> {
            if (state == State.CONNECTED) {
                write(PacketType.DISCONNECT, -1, new byte[0], List.of());
                io.session().end(DISMISSED);
            }
        });
    }

    /// Executes what is to let the client in, or not. One that heard nothing would not come back by itself: where that
    /// fails, its connection ends.
    public void admit(Runnable task) {
        execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error fault) {
                close();
                throw fault;
            }
        });
    }

    /// Finds out how the client is connected, and says it on the lane; of one that has gone, how it was. Any thread.
    public void describe(Consumer<Link> then) {
        lane().execute(() -> then.accept(io.session().link()));
    }

    boolean connected() {
        return state == State.CONNECTED;
    }

    void connecting(Namespaces.Namespace to, Handshake handshake, byte[] auth) {
        admit(() -> {
            try {
                to.connect(this, handshake, auth);
            } catch (MalformedPacket _) {
                broken();
            }
        });
    }

    void received(SocketPacket packet, List<byte[]> attachments) {
        switch (packet.type()) {
            case EVENT, BINARY_EVENT -> event(packet, attachments);
            case DISCONNECT -> {
                io.left(this);
                gone(LEFT);
            }
            case ACK, BINARY_ACK -> {
                var asked = answers == null ? null : answers.take(packet.ackId());
                if (asked != null) {
                    mailbox.execute(() -> asked.answered(packet.json(), attachments));
                }
            }
            case CONNECT, CONNECT_ERROR -> io.session().cut(PARSE_ERROR);
        }
    }

    /// On the lane: nothing more comes from the client or goes to it.
    void gone(String reason) {
        gone = true;
        if (state != State.GONE) {
            state = State.GONE;
            mailbox.execute(() -> {
                if (listener != null) {
                    listener.closed(reason, !FOR_GOOD.contains(reason));
                }
            });
        }
    }

    private void event(SocketPacket packet, List<byte[]> attachments) {
        var event = new ReceivedEvent(this, packet, attachments);
        if (waitingBytes.addAndGet(event.cost()) > MAX_WAITING_BYTES) {
            hold(true);
        }
        mailbox.handle(event, io.session().loop.turn());
    }

    /// Hands an event on. On the mailbox.
    Remainder handle(SocketPacket packet, List<byte[]> attachments) {
        try {
            return listener == null ? Remainder.NOTHING : listener.event(packet.json(), attachments, packet.ackId());
        } catch (MalformedPacket _) {
            broken();
            return Remainder.NOTHING;
        }
    }

    /// An event that waited does not any more. On the mailbox.
    void handled(int cost) {
        if (waitingBytes.addAndGet(-cost) <= MAX_WAITING_BYTES / 2 && held) {
            lane().execute(() -> hold(false));
        }
    }

    private void broken() {
        lane().execute(() -> io.session().cut(PARSE_ERROR));
    }

    private void hold(boolean wanted) {
        if (held != wanted) {
            held = wanted;
            io.session().reading(!wanted);
        }
    }

    private void write(PacketType type, long ackId, byte[] json, List<byte[]> attachments) {
        io.session().send(Encoding.packet(type, attachments.size(), namespace, ackId, json), attachments);
    }
}
