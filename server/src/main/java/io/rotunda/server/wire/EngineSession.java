package io.rotunda.server.wire;

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

    /// Writes an event of the main namespace.
    void deliver(Frame frame) {
        if (state == State.OPEN) {
            transport.deliver(frame);
        }
    }

    /// Writes an Engine.IO packet, followed by binary messages.
    void send(byte[] packet, Iterable<byte[]> attachments) {
        if (state == State.OPEN) {
            transport.text(packet);
            for (var attachment : attachments) {
                transport.binary(attachment);
            }
        }
    }

    /// Writes a binary message.
    void sendBinary(byte[] data) {
        if (state == State.OPEN) {
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
        if (state == State.OPEN) {
            state = State.ENDING;
            layer.closed(reason);
            transport.end();
            if (!polling()) {
                closed(reason);
            }
        }
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
        if (state != State.OPEN) {
            return;
        }
        switch (packet.length == 0 ? 0 : packet[0]) {
            case EnginePacket.MESSAGE -> layer.text(packet);
            case EnginePacket.PONG -> loop.pings.restart(this);
            case EnginePacket.CLOSE -> closedByClient();
            case EnginePacket.UPGRADE, EnginePacket.NOOP -> {} // mean nothing on an established transport
            default -> cut("parse error");
        }
    }

    @Override
    public void binary(byte[] data) {
        if (state == State.OPEN) {
            layer.binary(data);
        }
    }

    @Override
    public void disconnected() {
        closed("transport close");
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
        if (state == State.OPEN && transport instanceof PollingTransport polling) {
            polling.release();
            transport = webSocket;
            polling.drainTo(webSocket);
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
            boolean tellLayer = state == State.OPEN;
            state = State.CLOSED;
            cancelDeadline();
            sessions.closed(this);
            if (upgrade != null) {
                upgrade.cut();
            }
            if (tellLayer) {
                layer.closed(reason);
            }
        }
    }
}
