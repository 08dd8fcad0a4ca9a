package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/// What a server takes: how much there is of each kind, and the memory.
final class Footprint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> GAUGES = List.of(
            "rotunda_sessions",
            "rotunda_rooms",
            "rotunda_recovery_absent",
            "rotunda_recovery_kept_bytes",
            "rotunda_connections{transport=\"polling\"}",
            "rotunda_connections{transport=\"websocket\"}",
            "rotunda_outbound_bytes",
            "rotunda_commit_queued_rows");

    private Footprint() {}

    /// What must be gone when its client has, by name; from outside as far as it can be had there.
    ///
    /// @param monitor a connection for nothing else
    /// @param dump a file that may be overwritten
    static Map<String, Long> counts(Wire wire, RawHttp monitor, Path dump) throws IOException {
        var counts = gauges(monitor);
        counts.put("channels", (long) wire.channels());
        counts.put("handshakes", (long) wire.handshakes());
        counts.put("inbound bytes", wire.inboundBytes());
        counts.put("deadlines", (long) wire.deadlines());
        counts.put("virtual threads", virtualThreads(dump));
        return counts;
    }

    private static Map<String, Long> gauges(RawHttp monitor) throws IOException {
        monitor.get("/metrics");
        var response = monitor.response();
        assertEquals(200, response.status());
        var gauges = new TreeMap<String, Long>();
        response.body().lines().forEach(line -> {
            int end = line.lastIndexOf(' ');
            if (GAUGES.contains(line.substring(0, end))) {
                gauges.put(line.substring(0, end), (long) Double.parseDouble(line.substring(end + 1)));
            }
        });
        assertEquals(GAUGES.size(), gauges.size());
        return gauges;
    }

    /// Bytes of Netty's allocator that all channels use, direct and on the heap.
    static long buffers() {
        var metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory() + metric.usedHeapMemory();
    }

    /// Bytes that are left after a collection.
    static long heap() {
        System.gc();
        long used = 0;
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                var collected = pool.getCollectionUsage();
                used += (collected == null ? pool.getUsage() : collected).getUsed();
            }
        }
        return used;
    }

    /// Those of ours: the JDK has some of its own, as many as it pleases.
    private static long virtualThreads(Path dump) throws IOException {
        Files.deleteIfExists(dump);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
        return JSON.readTree(dump.toFile()).findValues("threads").stream()
                .flatMap(threads -> StreamSupport.stream(threads.spliterator(), false))
                .filter(thread -> thread.path("virtual").asBoolean())
                .filter(thread -> thread.path("stack").toString().contains("io.rotunda."))
                .count();
    }
}
