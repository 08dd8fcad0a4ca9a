package io.rotunda.server.admin;

import io.rotunda.server.admin.ServerStats.Counted;
import io.rotunda.server.admin.ServerStats.Sockets;
import io.rotunda.server.wire.Wire;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Counts what the Admin UI shows on its first page.
final class NodeStats {
    private static final double MILLIS = 1e3;

    private final Wire wire;
    private final InstantSource clock;
    private final String hostname;
    private final long pid = ProcessHandle.current().pid();
    private final Growth totals;

    NodeStats(String hostname, Wire wire, InstantSource clock) {
        this.hostname = hostname;
        this.wire = wire;
        this.clock = clock;
        this.totals = new Growth(Map.of(
                "rawConnection", wire::sessionsOpened,
                "rawDisconnection", () -> wire.sessionsOpened() - wire.sessionsOpen(),
                "bytesIn", wire::bytesIn,
                "bytesOut", wire::bytesOut));
    }

    /// How often what happened since this was last asked; the first time nothing.
    List<Counted> sinceLastTime() {
        long now = clock.millis();
        return totals.sinceLastTime().entrySet().stream()
                .map(grown -> new Counted(now, grown.getKey(), grown.getValue()))
                .toList();
    }

    ServerStats now(List<Counted> events, List<Sockets> namespaces) {
        long polling = wire.connections(true);
        return new ServerStats(
                hostname + "#" + pid,
                hostname,
                pid,
                ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS,
                polling + wire.connections(false),
                polling,
                events,
                namespaces);
    }
}
