package io.rotunda.server.wire;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// All open sessions of this node, by id.
final class EngineSessions {
    private final WireSettings settings;
    private final ConcurrentHashMap<String, EngineSession> byId = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder everOpened = new LongAdder();
    private final String openTail;
    private volatile boolean refusing;

    EngineSessions(WireSettings settings) {
        this.settings = settings;
        this.openTail = "\"pingInterval\":" + settings.pingInterval().toMillis() + ",\"pingTimeout\":"
                + settings.pingTimeout().toMillis() + ",\"maxPayload\":" + settings.maxPayload() + "}";
    }

    WireSettings settings() {
        return settings;
    }

    byte[] openPacket(String id, boolean upgrades) {
        return Encoding.ascii(EnginePacket.OPEN + "{\"sid\":\"" + id + "\",\"upgrades\":"
                + (upgrades ? "[\"websocket\"]," : "[],") + openTail);
    }

    @Nullable
    EngineSession find(String id) {
        return byId.get(id);
    }

    /// Whether this node takes no more.
    boolean full() {
        return settings.maxConnections() > 0 && open.get() >= settings.maxConnections();
    }

    /// No handshake is accepted any more.
    void refuse() {
        refusing = true;
    }

    boolean refusing() {
        return refusing;
    }

    /// Those that are open now, in no order.
    Collection<EngineSession> all() {
        return byId.values();
    }

    /// How many there ever were.
    long everOpened() {
        return everOpened.sum();
    }

    /// How many are open now.
    int open() {
        return open.get();
    }

    void opened(EngineSession session) {
        open.incrementAndGet();
        everOpened.increment();
        byId.put(session.id(), session);
    }

    void closed(EngineSession session) {
        open.decrementAndGet();
        byId.remove(session.id(), session);
    }
}
