package io.rotunda.bench.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.bench.client.Clients.Transport;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One Socket.IO client: connects with its token, enters its room, and is ready then. Belongs to the event loop.
public final class Client {
    private static final byte[] PONG = {'3'};
    private static final byte[] CONNECTED = "connected\"".getBytes(UTF_8);
    private static final byte[] SUCCESS = "\"success\":true".getBytes(UTF_8);

    private static final int MAX_ATTEMPTS = 100;

    private final Identity identity;
    private final @Nullable String entry;
    private final Listener listener;
    private final Clients clients;
    private final Transport transport;
    private @Nullable Link link;
    private int attempts;
    private boolean ready;
    private boolean closing;

    /// @param entry the event that enters its room, as JSON: `["channel:join",{…}]`; null: none
    Client(Identity identity, @Nullable String entry, Listener listener, Clients clients, Transport transport) {
        this.identity = identity;
        this.entry = entry;
        this.listener = listener;
        this.clients = clients;
        this.transport = transport;
    }

    /// Its number in the scenario, from 0.
    public int number() {
        return identity.number();
    }

    /// Sends an event: `42["name",…]`.
    public void send(byte[] packet) {
        Objects.requireNonNull(link).send(packet);
    }

    /// As [#send].
    public void send(String packet) {
        send(packet.getBytes(UTF_8));
    }

    void start() {
        if (!closing) {
            link = clients.link(this, transport);
            link.open();
        }
    }

    boolean isClosing() {
        return closing;
    }

    void close() {
        closing = true;
        if (link != null) {
            link.close();
        }
    }

    /// A server that says that it has too much to do is asked again later, as every client does; what it
    /// says instead of serving is not a failure.
    void failed(String why) {
        if (!ready && !closing && isTooMuch(why) && attempts < MAX_ATTEMPTS) {
            attempts++;
            Objects.requireNonNull(link).close();
            clients.again(this);
        } else if (!closing) {
            closing = true;
            clients.failed(this, why);
        }
    }

    private static boolean isTooMuch(String why) {
        return why.contains("OVERLOADED") || why.contains(" 503 ");
    }

    /// One Engine.IO packet arrived.
    void packet(byte[] bytes, int from, int to, long now) {
        if (from == to) {
            return;
        }
        switch (bytes[from]) {
            case '0' -> send("40{\"token\":\"" + identity.token() + "\"}");
            case '1' -> failed("the server closed the session");
            case '2' -> send(PONG);
            case '4' -> message(bytes, from + 1, to, now);
            default -> {
                // noop, and pong of a probe
            }
        }
    }

    private void message(byte[] bytes, int from, int to, long now) {
        if (from == to) {
            return;
        }
        switch (bytes[from]) {
            case '2' -> {
                int name = array(bytes, from + 1, to) + 2;
                if (!ready && Bytes.startsWith(bytes, name, to, CONNECTED)) {
                    enter();
                } else {
                    listener.event(this, bytes, name, to, now);
                }
            }
            case '3' -> {
                if (ready) {
                    listener.acknowledged(this, bytes, array(bytes, from + 1, to), to, now);
                } else if (Bytes.indexOf(bytes, from, to, SUCCESS) >= 0) {
                    becomeReady();
                } else {
                    failed("not let in: " + new String(bytes, from, to - from, UTF_8));
                }
            }
            case '1' -> failed("disconnected by the server");
            case '4' -> failed("refused: " + new String(bytes, from, to - from, UTF_8));
            default -> {
                // CONNECT, after which the server says "connected"
            }
        }
    }

    /// Past the id of an acknowledgement.
    private static int array(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '[') {
            at++;
        }
        return at;
    }

    private void enter() {
        if (entry == null) {
            becomeReady();
        } else {
            send("420" + entry);
        }
    }

    private void becomeReady() {
        ready = true;
        clients.ready();
    }
}
