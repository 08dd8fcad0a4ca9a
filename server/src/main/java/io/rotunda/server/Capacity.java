package io.rotunda.server;

import com.sun.management.UnixOperatingSystemMXBean;
import io.rotunda.handlers.Limits;
import io.rotunda.rooms.Rooms;
import io.rotunda.server.config.Settings;
import io.rotunda.server.wire.WireSettings;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;

/// How much this process takes upon itself: what the settings say, and the rest by its heap and by the files that it
/// may open.
final class Capacity {
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);

    /// Longer than a tunnel or a change of networks takes a client; one that is away for longer recovers.
    private static final Duration OUTBOUND_PATIENCE = Duration.ofSeconds(30);

    /// What may wait for all clients together, of the heap; buffers outside of it may take as much as the heap.
    private static final double OUTBOUND_PART = 0.25;

    /// What all clients together may have begun to send and not ended, of the heap.
    private static final double INBOUND_PART = 0.125;

    /// One costs about 10 KiB and is closed after 10 s: what nobody has vouched for stays below 50 MiB.
    private static final int MAX_HANDSHAKES = 5_000;

    /// Of the files that the system lets this process have open. The rest is for the database and the rest.
    private static final double CHANNELS_PART = 0.9;

    /// What one page of history may weigh, as a part of what may wait to be sent to one socket.
    private static final double HISTORY_PART = 0.75;

    /// What is held of the newest messages of all rooms, of the heap.
    private static final double RECENT_PART = 1 / 16.0;

    private final Settings settings;

    Capacity(Settings settings) {
        this.settings = settings;
    }

    /// How many event loops there are.
    static int loops() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// @param connectTimeout how long somebody may stay who has not said who that is
    WireSettings wire(Duration connectTimeout) {
        var transport = settings.transport();
        return new WireSettings(
                transport.pingInterval(),
                transport.pingTimeout(),
                connectTimeout,
                UPGRADE_TIMEOUT,
                REQUEST_TIMEOUT,
                transport.maxPayloadBytes(),
                transport.outboundBufferBytes(),
                OUTBOUND_PATIENCE,
                ofHeap(OUTBOUND_PART),
                ofHeap(INBOUND_PART),
                settings.listen().maxConnections(),
                MAX_HANDSHAKES,
                maxChannels());
    }

    Rooms.Keeping keeping(Clock clock) {
        var recovery = settings.recovery();
        var transport = settings.transport();
        var silence = transport.pingInterval().plus(transport.pingTimeout());
        return new Rooms.Keeping(recovery.window(), silence, recovery.bufferBytes() / loops(), clock);
    }

    Limits limits() {
        return Limits.defaults()
                .withEvents(settings.rateLimit().events(), settings.rateLimit().window())
                .withPresence(
                        settings.presence().timeout(),
                        settings.presence().grace(),
                        settings.presence().audience())
                .withRooms(
                        settings.autoCreateRooms(), (int) (settings.transport().outboundBufferBytes() * HISTORY_PART))
                .withRecent(ofHeap(RECENT_PART))
                .withToolPermissionTimeout(settings.toolPermissionTimeout())
                .withExplainMemory(settings.explainMemory());
    }

    private static long ofHeap(double part) {
        return (long) (Runtime.getRuntime().maxMemory() * part);
    }

    /// With no file left, neither the database could be connected to nor anybody be refused.
    private static int maxChannels() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount() * CHANNELS_PART)
                : Integer.MAX_VALUE;
    }
}
