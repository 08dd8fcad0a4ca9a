package io.rotunda.server.wire;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket on its way to replace a session's polling. If it goes away before the upgrade is done,
/// polling goes on as if nothing had been.
final class Upgrade extends Deadline implements WebSocketFrames.Listener {
    private static final byte[] PROBE_ANSWER = Encoding.ascii("3probe");

    /// How long a poll that comes during the upgrade waits for its end. The reference server releases
    /// polls at the same pace.
    private static final long HOLD_MILLIS = 100;

    private final EngineSession session;
    private final WebSocketTransport webSocket;
    private final WebSocketFrames frames;
    private boolean probed;
    private boolean over;
    private @Nullable HttpExchange held;

    Upgrade(EngineSession session, WebSocketTransport webSocket, WebSocketFrames frames) {
        this.session = session;
        this.webSocket = webSocket;
        this.frames = frames;
        frames.listener(this);
        session.loop.upgrades.restart(this);
    }

    boolean probed() {
        return probed;
    }

    /// Keeps a poll until the upgrade is done, because the packet that ends the upgrade may be about to
    /// be read from the other connection.
    void hold(HttpExchange exchange) {
        if (held != null) {
            exchange.badRequest();
            return;
        }
        held = exchange;
        session.loop.executor.schedule(
                () -> {
                    if (held == exchange) {
                        held = null;
                        exchange.noop();
                    }
                },
                HOLD_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void text(byte[] packet) {
        if (!probed && EnginePacket.isProbe(packet)) {
            probed = true;
            webSocket.text(PROBE_ANSWER);
            session.probed();
        } else if (probed && EnginePacket.is(EnginePacket.UPGRADE, packet)) {
            complete();
        } else {
            webSocket.close(WebSocketTransport.PROTOCOL_ERROR);
        }
    }

    @Override
    public void binary(byte[] message) {
        webSocket.close(WebSocketTransport.PROTOCOL_ERROR);
    }

    @Override
    public void disconnected() {
        fail();
    }

    @Override
    void due(Deadlines queue) {
        cut();
    }

    /// Gives up.
    void cut() {
        webSocket.cut();
        fail();
    }

    private void complete() {
        over = true;
        cancelDeadline();
        frames.listener(session);
        session.upgraded(webSocket);
        if (held != null) {
            held.badRequest();
            held = null;
        }
    }

    private void fail() {
        if (!over) {
            over = true;
            cancelDeadline();
            var waiting = held;
            held = null;
            session.upgradeFailed(waiting);
        }
    }
}
