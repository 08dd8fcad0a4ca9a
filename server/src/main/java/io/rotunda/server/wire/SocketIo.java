package io.rotunda.server.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Socket.IO v5 over one Engine.IO session: which namespaces it is connected to, and packets whose
/// binary parts are still to come. Touched on the session's loop only.
final class SocketIo implements MessageLayer {
    private static final byte[] INVALID_NAMESPACE = Encoding.ascii("{\"message\":\"Invalid namespace\"}");

    private static final byte[] SHUTTING_DOWN =
            Encoding.ascii("{\"message\":\"the server is shutting down\",\"data\":{\"code\":\"OVERLOADED\","
                    + "\"message\":\"the server is shutting down\"}}");

    private final EngineSession session;
    private final Namespaces namespaces;
    private final Admission admission;
    private final int maxPayload;
    private Handshake handshake;
    private @Nullable ConnectDeadline connectDeadline;

    // Nearly every client uses one namespace: the map is for the others.
    private @Nullable Socket first;
    private @Nullable Map<String, Socket> others;

    private @Nullable SocketPacket incomplete;
    private @Nullable List<byte[]> attachments;
    private int attachmentBytes;
    private @Nullable Unfinished unfinished;
    private boolean closing;
    private boolean closed;

    /// Whether a CONNECT is being looked at, and none was accepted.
    private boolean asking;

    SocketIo(EngineSession session, Handshake handshake, Namespaces namespaces, Admission admission, int maxPayload) {
        this.session = session;
        this.handshake = handshake;
        this.namespaces = namespaces;
        this.admission = admission;
        this.maxPayload = maxPayload;
        awaitConnect();
    }

    @Override
    public void text(byte[] packet) {
        var read = incomplete == null ? SocketPacket.read(packet) : null;
        if (read == null) {
            session.cut("parse error");
        } else if (read.attachments() > 0) {
            incomplete = read;
            attachments = new ArrayList<>(read.attachments());
            attachmentBytes = read.json().length;
            unfinished = new Unfinished(session.loop, () -> session.cut("transport error"));
            unfinished.grown(attachmentBytes);
        } else {
            handle(read, List.of());
        }
    }

    @Override
    public void binary(byte[] data) {
        var packet = incomplete;
        var parts = attachments;
        if (packet == null || parts == null || (attachmentBytes += data.length) > maxPayload) {
            session.cut("parse error");
            return;
        }
        parts.add(data);
        if (parts.size() == packet.attachments()) {
            forgetIncomplete();
            handle(packet, parts);
        } else if (unfinished != null) {
            unfinished.grown(attachmentBytes);
        }
    }

    @Override
    public boolean lastCall() {
        closing = true;
        return first != null || others != null && !others.isEmpty();
    }

    @Override
    public void settle(Runnable then) {
        var sockets = new ArrayList<Socket>();
        if (first != null) {
            sockets.add(first);
        }
        if (others != null) {
            sockets.addAll(others.values());
        }
        settle(sockets.iterator(), then);
    }

    private void settle(Iterator<Socket> sockets, Runnable then) {
        if (sockets.hasNext()) {
            sockets.next().execute(() -> session.loop.execute(() -> settle(sockets, then)));
        } else {
            then.run();
        }
    }

    @Override
    public void closed(String reason) {
        closed = true;
        settled();
        if (first != null) {
            first.gone(reason);
        }
        if (others != null) {
            others.values().forEach(socket -> socket.gone(reason));
        }
        first = null;
        others = null;
        forgetIncomplete();
    }

    EngineSession session() {
        return session;
    }

    /// A socket was accepted: the session has proved what it is for.
    void accepted() {
        settled();
        handshake = Handshake.NONE;
    }

    /// A socket has left its namespace; a session without any is closed unless it connects again in time.
    void left(Socket socket) {
        if (closed) {
            return; // by what it was told: nobody is waited for any more
        }
        if (first == socket) {
            first = null;
        } else if (others != null) {
            others.remove(socket.namespace(), socket);
        }
        if (first == null && (others == null || others.isEmpty())) {
            if (connectDeadline == null) {
                awaitConnect();
            } else {
                asking(false);
            }
        }
    }

    private void handle(SocketPacket packet, List<byte[]> parts) {
        var socket = find(packet.namespace());
        if (packet.type() == PacketType.CONNECT) {
            if (socket == null) {
                connect(packet);
            } else {
                session.cut("parse error");
            }
        } else if (socket == null || !socket.connected()) {
            session.cut("parse error");
        } else {
            socket.received(packet, parts);
        }
    }

    private void connect(SocketPacket packet) {
        var namespace = namespaces.find(packet.namespace());
        if (namespace == null || closing) {
            var error = namespace == null ? INVALID_NAMESPACE : SHUTTING_DOWN;
            session.send(Encoding.packet(PacketType.CONNECT_ERROR, 0, packet.namespace(), -1, error), List.of());
            return;
        }
        var socket = new Socket(this, packet.namespace(), session.loop.ids.next());
        if (first == null) {
            first = socket;
        } else {
            if (others == null) {
                others = new HashMap<>(4);
            }
            others.put(packet.namespace(), socket);
        }
        asking(connectDeadline != null);
        socket.connecting(namespace, handshake, packet.json());
    }

    private void forgetIncomplete() {
        incomplete = null;
        attachments = null;
        if (unfinished != null) {
            unfinished.forget();
            unfinished = null;
        }
    }

    private @Nullable Socket find(String namespace) {
        if (first != null && first.namespace().equals(namespace)) {
            return first;
        }
        return others == null ? null : others.get(namespace);
    }

    private void awaitConnect() {
        admission.begun();
        connectDeadline = new ConnectDeadline();
        session.loop.connects.restart(connectDeadline);
    }

    private void asking(boolean now) {
        if (asking != now) {
            asking = now;
            admission.asking(now);
        }
    }

    private void settled() {
        asking(false);
        if (connectDeadline != null) {
            connectDeadline.cancelDeadline();
            connectDeadline = null;
            admission.settled();
        }
    }

    private final class ConnectDeadline extends Deadline {
        @Override
        void due(Deadlines queue) {
            session.cut("no connect in time");
        }

        @Override
        boolean idle() {
            return !asking;
        }
    }
}
