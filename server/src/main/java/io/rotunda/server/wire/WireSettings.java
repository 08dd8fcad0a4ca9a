package io.rotunda.server.wire;

import java.time.Duration;

/// The limits and rhythms of the transport.
///
/// @param pingInterval between the last sign of life and the next Engine.IO ping
/// @param pingTimeout how long the pong may take
/// @param connectTimeout how long a session may live without a CONNECT
/// @param upgradeTimeout how long a WebSocket may probe before it replaces polling
/// @param requestTimeout how long an HTTP request may take to arrive
/// @param maxPayload bytes of the largest packet, frame and request body from a client
/// @param outboundBytes bytes that may wait to be sent to one client before it is cut
/// @param outboundPatience how long bytes may wait to be sent to one client before it is cut
/// @param outboundTotalBytes bytes that may wait to be sent to all clients before the slow ones are cut much sooner
/// @param inboundTotalBytes bytes of messages that all clients together may have begun to send and not ended
/// @param maxConnections sessions that may be open at a time; 0 for no limit
/// @param maxHandshakes sessions that may be open without having been accepted
/// @param maxChannels connections of TCP that may be open, whatever they are for
public record WireSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration connectTimeout,
        Duration upgradeTimeout,
        Duration requestTimeout,
        int maxPayload,
        int outboundBytes,
        Duration outboundPatience,
        long outboundTotalBytes,
        long inboundTotalBytes,
        int maxConnections,
        int maxHandshakes,
        int maxChannels) {}
