package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.Insides;
import io.rotunda.server.Rotunda;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Memory returns: after crowds that left much unread have gone, in whatever way, all is where it was.
@Timeout(240)
class MemoryReturnsE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CROWD = 300;
    private static final int CROWDS = 3;
    private static final int MOST_CROWDS = 15;
    private static final int FEW = 40;

    /// Half of what a leak of 1 KiB for each client of so many crowds would be.
    private static final long HEAP_ALLOWANCE = CROWDS * CROWD * 512L;

    private static final long BUFFERS_ALLOWANCE = 1 << 20;

    /// More than the system takes for a client that does not read, so that the rest waits in the server.
    private static final int BLOBS = 24;

    private static final String BLOB = "x".repeat(256 << 10);
    private static final long MUCH = 8 << 20;

    @TempDir
    private static Path data;

    @BeforeAll
    static void shareThePrograms() throws IOException {
        Programs.linkInto(data);
    }

    @Test
    void nothingIsLeftOfCrowdsThatHaveGone() throws Exception {
        try (var scene = new Scene(Map.of("RECOVERY_WINDOW_MS", "0"))) {
            var fresh = scene.counts();
            scene.storm();
            await(scene::counts, counts -> noneAbove(counts, fresh), fresh);
            // Of what crowds take, the allocator and the caches keep some for the next: but not more with each of them.
            var buffers = new Level(Footprint::buffers, BUFFERS_ALLOWANCE);
            var heap = new Level(Footprint::heap, HEAP_ALLOWANCE);
            for (int come = 1; buffers.unchanged < CROWDS || heap.unchanged < CROWDS; come++) {
                assertTrue(
                        come <= MOST_CROWDS, "each leaves something: " + buffers + " of buffers, " + heap + " of heap");
                scene.storm();
                await(scene::counts, counts -> noneAbove(counts, fresh), fresh);
                buffers.look();
                heap.look();
            }
        }
    }

    @Test
    void nothingIsLeftOfClientsThatWereLostAndDidNotComeBackInTime() throws Exception {
        var settings = Map.of("RECOVERY_WINDOW_MS", "1000", "PING_INTERVAL_MS", "1000", "PING_TIMEOUT_MS", "1000");
        try (var scene = new Scene(settings)) {
            var fresh = scene.counts();
            scene.crowd.come(FEW);
            scene.tellTheDeaf();
            scene.crowd.vanish();
            for (var kept : Set.of("rotunda_recovery_absent", "rotunda_recovery_kept_bytes")) {
                await(scene::counts, counts -> counts.getOrDefault(kept, 0L) > 0, kept);
            }
            await(scene::counts, counts -> noneAbove(counts, fresh), fresh);
        }
    }

    private static boolean noneAbove(Map<String, Long> counts, Map<String, Long> bounds) {
        return counts.entrySet().stream()
                .allMatch(count -> count.getValue() <= bounds.getOrDefault(count.getKey(), 0L));
    }

    /// What a client leaves behind goes soon, on other threads.
    private static <T> void await(Callable<T> look, Predicate<T> reached, Object wanted) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        for (var now = look.call(); !reached.test(now); now = look.call()) {
            assertTrue(Instant.now().isBefore(deadline), "still " + now + ", to be " + wanted);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /// How much there is of something, and after how many looks it was no more.
    private static final class Level {
        private static final int LOOKS = 5;

        private final LongSupplier bytes;
        private final long allowance;
        private long base;
        private int unchanged;

        Level(LongSupplier bytes, long allowance) {
            this.bytes = bytes;
            this.allowance = allowance;
            this.base = bytes.getAsLong();
        }

        /// What is given back late is looked for again.
        void look() {
            long now = bytes.getAsLong();
            for (int i = 0; now > base + allowance && i < LOOKS; i++) {
                LockSupport.parkNanos(100_000_000);
                now = bytes.getAsLong();
            }
            if (now > base + allowance) {
                base = now;
                unchanged = 0;
            } else {
                unchanged++;
            }
        }

        @Override
        public String toString() {
            return base + " bytes";
        }
    }

    /// A server, who comes to it, and who looks at it.
    private static final class Scene implements AutoCloseable {
        private final Settings settings;
        private final Rotunda rotunda;
        private final Wire wire;
        private final RawHttp monitor;
        private final Crowd crowd;

        Scene(Map<String, String> more) throws Exception {
            var variables = new HashMap<>(more);
            variables.putAll(Map.of("DATA_DIR", data.toString(), "PORT", "0", "SHUTDOWN_DRAIN_MS", "0"));
            variables.putAll(Map.of("PRESENCE_GRACE_MS", "0", "RATE_LIMIT_WINDOW_MS", "1000"));
            variables.put("EXPLAIN_MEMORY_MS", "0");
            variables.put("OUTBOUND_BUFFER_BYTES", String.valueOf(4 * BLOBS * BLOB.length()));
            settings = Settings.load(variables);
            rotunda = Rotunda.start(settings);
            wire = Insides.wire(rotunda);
            var server = new TestServer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), rotunda.port()), rotunda::close);
            monitor = new RawHttp(server);
            crowd = new Crowd(server, this::token);
        }

        void storm() throws Exception {
            crowd.come(CROWD);
            assertTrue(counts().getOrDefault("rotunda_sessions", 0L) >= CROWD, "they are there");
            tellTheDeaf();
            crowd.go();
        }

        void tellTheDeaf() throws Exception {
            var blob = JsonNodeFactory.instance.objectNode().put("blob", BLOB);
            for (int i = 0; i < BLOBS; i++) {
                Insides.backend(rotunda).publish(new RoomId.Channel(Crowd.DEAF, "general"), "custom:blob", blob);
            }
            await(wire::outboundBytes, bytes -> bytes > MUCH, "more");
        }

        Map<String, Long> counts() throws Exception {
            return Footprint.counts(wire, monitor, data.resolve("threads.json"));
        }

        private String token(String user, String organization) {
            var expiry = Clock.systemUTC().instant().plus(Duration.ofHours(1));
            var principal = new Principal(user, user, organization, Set.of(), Role.MEMBER, expiry);
            return new Signer(settings.tokens(), Clock.systemUTC()).sign(principal);
        }

        @Override
        public void close() throws IOException {
            monitor.close();
            rotunda.close();
        }
    }
}
