package io.rotunda.server.wire;

import io.rotunda.handlers.Client;
import io.rotunda.rooms.Frame;
import org.jspecify.annotations.Nullable;

/// One Engine.IO session: heartbeat, transport, upgrade. Touched on its loop only.
final class EngineSession extends Deadline implements WebSocketFrames.Listener {
    private static final byte[] PING = EnginePacket.of(EnginePacket.PING);

    final Loop loop;
    private final EngineSessions sessions;
    private final String id;
    private Transport transport;
    private final MessageLayer layer;
    private @Nullable Upgrade upgrade;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        /// Nothing more is taken from the client; what came before is still being handled and answered.
        DRAINING,
        /// Closed as far as the layer knows; a polling client may still fetch its last packets.
        ENDING,
        CLOSED
    }

    /// Opens a session on polling, or on `webSocket` if the client began with one.
    EngineSession(
            EngineSessions sessions,
            Loop loop,
            String id,
            @Nullable WebSocketTransport webSocket,
            MessageLayer.Factory layers,
            Handshake handshake) {
        this.sessions = sessions;
        this.loop = loop;
        this.id = id;
        this.transport = webSocket != null
                ? webSocket
                : new PollingTransport(loop, this, sessions.settings().outboundBytes());
        transport.text(sessions.openPacket(id, webSocket == null));
        loop.pings.restart(this);
        this.layer = layers.open(this, handshake);
    }

    String id() {
        return id;
    }

    boolean polling() {
        return transport instanceof PollingTransport;
    }

    Link link() {
        return Link.of(polling(), transport.peer());
    }

    /// Writes an event of the main namespace.
    void deliver(Frame frame, long position) {
        if (sending()) {
            loop.traffic.sent(frame.size());
            transport.deliver(frame, position);
        }
    }

    /// Writes an Engine.IO packet, followed by binary messages.
    void send(byte[] packet, Iterable<byte[]> attachments) {
        if (sending()) {
            loop.traffic.sent(packet.length);
            transport.text(packet);
            for (var attachment : attachments) {
                loop.traffic.sent(attachment.length);
                transport.binary(attachment);
            }
        }
    }

    /// Writes a binary message.
    void sendBinary(byte[] data) {
        if (sending()) {
            transport.binary(data);
        }
    }

    /// Stops or resumes taking packets from the client.
    void reading(boolean wanted) {
        if (state == State.OPEN) {
            transport.reading(wanted);
        }
    }

    /// Ends the session after what was sent so far has reached the client.
    void end(String reason) {
        if (sending()) {
            state = State.ENDING;
            layer.closed(reason);
            transport.end();
            if (!polling()) {
                closed(reason);
            }
        }
    }

    /// The server is about to go: a session that is of no use yet is drained at once, any other may go on until its
    /// turn comes, but takes no further CONNECT.
    void lastCall(String reason) {
        if (state == State.OPEN && !layer.lastCall()) {
            drain(reason);
        }
    }

    /// Asks the client to come back elsewhere: takes nothing more from it, lets what came be handled and answered,
    /// then closes in a way that clients take for a lost connection.
    void drain(String reason) {
        if (state == State.OPEN) {
            // Read and dropped, not left unread: closing would reset the connection then, and the last answers be lost.
            transport.reading(true);
            state = State.DRAINING;
            layer.settle(() -> leave(reason));
        }
    }

    private void leave(String reason) {
        if (state == State.DRAINING) {
            state = State.ENDING;
            layer.closed(reason);
            transport.leave();
        }
    }

    private boolean sending() {
        return state == State.OPEN || state == State.DRAINING;
    }

    /// Ends the session now.
    void cut(String reason) {
        if (state != State.CLOSED) {
            transport.cut();
            closed(reason);
        }
    }

    // ---- from the client

    @Override
    public void text(byte[] packet) {
        if (!sending()) {
            return;
        }
        loop.traffic.received(packet.length);
        switch (packet.length == 0 ? 0 : packet[0]) {
            case EnginePacket.MESSAGE -> {
                if (state == State.OPEN) {
                    layer.text(packet);
                }
            }
            case EnginePacket.PONG -> loop.pings.restart(this);
            case EnginePacket.CLOSE -> closedByClient();
            case EnginePacket.UPGRADE, EnginePacket.NOOP -> {} // mean nothing on an established transport
            default -> cut("parse error");
        }
    }

    @Override
    public void binary(byte[] data) {
        if (state == State.OPEN) {
            loop.traffic.received(data.length);
            layer.binary(data);
        }
    }

    @Override
    public void disconnected() {
        boolean slow = transport instanceof WebSocketTransport webSocket && webSocket.slow();
        closed(slow ? Client.TOO_SLOW : "transport close");
    }

    /// A poll.
    void get(HttpExchange exchange) {
        if (state == State.CLOSED || !(transport instanceof PollingTransport polling)) {
            exchange.badRequest();
        } else if (upgrade != null && upgrade.probed()) {
            upgrade.hold(exchange);
        } else {
            polling.get(exchange);
        }
    }

    /// The packets of one `POST`.
    void post(HttpExchange exchange) {
        if (state == State.CLOSED || !(transport instanceof PollingTransport polling)) {
            exchange.badRequest();
        } else if (state == State.ENDING) {
            exchange.ok(); // most likely the client's own farewell, as an answer to ours
        } else if (polling.answering() || exchange.binary() || !PollingPayload.read(exchange.body(), this)) {
            // The answer of the first is the leave to send the next; and what cannot be read is no client of ours.
            cut("parse error");
            exchange.badRequest();
        } else {
            polling.posted(exchange);
        }
    }

    /// A WebSocket wants to take this session over. Only one may try at a time, and only from polling.
    boolean probe(WebSocketTransport webSocket, WebSocketFrames frames) {
        if (state != State.OPEN || upgrade != null || !polling()) {
            return false;
        }
        upgrade = new Upgrade(this, webSocket, frames);
        return true;
    }

    // ---- from the upgrade

    /// The probe was answered: an open poll is released so that the client can finish polling.
    void probed() {
        if (transport instanceof PollingTransport polling) {
            polling.release();
        }
    }

    void upgraded(WebSocketTransport webSocket) {
        upgrade = null;
        if (state != State.CLOSED && transport instanceof PollingTransport polling) {
            polling.release();
            transport = webSocket;
            polling.drainTo(webSocket);
            if (state == State.ENDING) {
                webSocket.leave(); // the client would not come for the farewell of the other transport any more
            }
        } else {
            webSocket.end();
        }
    }

    void upgradeFailed(@Nullable HttpExchange held) {
        upgrade = null;
        if (held != null) {
            get(held);
        }
    }

    /// The heartbeat: a ping is due, or the pong did not come.
    @Override
    void due(Deadlines queue) {
        if (queue == loop.pongs) {
            cut("ping timeout");
        } else {
            if (transport instanceof WebSocketTransport webSocket) {
                webSocket.ping();
            } else {
                transport.text(PING);
            }
            loop.pongs.restart(this);
        }
    }

    private void closedByClient() {
        if (transport instanceof PollingTransport polling) {
            polling.release();
        } else {
            transport.end();
        }
        closed("transport close");
    }

    private void closed(String reason) {
        if (state != State.CLOSED) {
            boolean tellLayer = sending();
            state = State.CLOSED;
            cancelDeadline();
            sessions.closed(this);
            if (transport instanceof PollingTransport polling) {
                polling.discard();
            }
            if (upgrade != null) {
                upgrade.cut();
            }
            if (tellLayer) {
                layer.closed(reason);
            }
        }
    }
}
