package io.rotunda.server.admin;

import java.util.List;

/// `server_stats`: how this node is.
///
/// @param pid the number of the process
/// @param uptime in seconds
record ServerStats(
        String serverId,
        String hostname,
        long pid,
        double uptime,
        long clientsCount,
        long pollingClientsCount,
        List<Counted> aggregatedEvents,
        List<Sockets> namespaces) {

    /// How often something happened since the last time.
    ///
    /// @param timestamp in milliseconds
    record Counted(long timestamp, String type, long count) {}

    /// How many sockets a namespace has.
    record Sockets(String name, long socketsCount) {}
}
