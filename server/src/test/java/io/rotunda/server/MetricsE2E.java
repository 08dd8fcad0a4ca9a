package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What Prometheus reads of a running server.
class MetricsE2E {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-z_][a-z0-9_]*) .+");
    private static final Pattern LABELS = Pattern.compile("\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*}");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z_][a-z0-9_]*)(" + LABELS.pattern() + ")? ([0-9.E+-]+|NaN)");

    /// Ours, and those that every JVM has in Prometheus.
    private static final Set<String> FAMILIES = Set.of("rotunda_", "jvm_", "process_");

    @TempDir
    private static Path data;

    @RegisterExtension
    private static final ObservedServer SERVER = new ObservedServer(() -> data);

    @Test
    void everyLineIsOneThatPrometheusReadsAndEveryNameIsExplainedOnce() throws Exception {
        var comments = new HashMap<String, Integer>();
        var text = SERVER.text();
        assertTrue(text.endsWith("\n"));
        for (var line : text.lines().toList()) {
            var comment = COMMENT.matcher(line);
            if (comment.matches()) {
                comments.merge(comment.group(1) + " " + comment.group(2), 1, Integer::sum);
                continue;
            }
            var sample = SAMPLE.matcher(line);
            assertTrue(sample.matches(), line);
            var family = family(sample.group(1), comments);
            assertEquals(1, comments.get("HELP " + family), line);
            assertEquals(1, comments.get("TYPE " + family), line);
            assertTrue(FAMILIES.stream().anyMatch(family::startsWith), line);
        }
    }

    @Test
    void whatHappensIsCounted() throws Exception {
        var before = SERVER.samples();
        assertEquals(1, before.get("rotunda_database_up"));
        assertEquals(0, before.get("rotunda_draining"));
        for (var setting : Set.of("fsync", "full_page_writes", "synchronous_commit")) {
            assertEquals(1, before.get("rotunda_database_durable{setting=\"" + setting + "\"}"), setting);
        }
        try (var ann = SERVER.connect("ann")) {
            ObservedServer.talk(ann);
            var after = SERVER.samples();
            assertEquals(1, after.get("rotunda_sessions"));
            assertEquals(1, after.get("rotunda_connections{transport=\"websocket\"}"));
            assertEquals(0, after.get("rotunda_connections{transport=\"polling\"}"));
            assertEquals(3, after.get("rotunda_rooms"), "the user's, the organization's and the channel's");
            awaitGrowth("rotunda_replays_total", before);
            assertEquals(1, grown("rotunda_refusals_total{code=\"UNKNOWN_EVENT\"}", before, after));
            // Counted right after the client has heard: the answer may be ahead of it.
            awaitGrowth("rotunda_commit_batch_rows_count", before);
            awaitGrowth("rotunda_commit_seconds_count", before);
            awaitGrowth("rotunda_events_sent_total{event=\"connected\"}", before);
            awaitGrowth("rotunda_events_sent_total{event=\"message:new\"}", before);
            awaitGrowth("rotunda_delivery_seconds_count", before);
            assertTrue(after.containsKey("rotunda_commit_seconds_bucket{le=\"0.01\"}"));
            assertEquals(1, grown("rotunda_events_received_total{event=\"message:send\"}", before, after));
            assertEquals(1, grown("rotunda_events_received_total{event=\"other\"}", before, after), "no:such:event");
            assertFalse(SERVER.text().contains("no:such"));
        }
    }

    private static void awaitGrowth(String name, Map<String, Double> before) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (grown(name, before, SERVER.samples()) < 1) {
            assertTrue(System.nanoTime() < deadline, name);
        }
    }

    private static double grown(String name, Map<String, Double> before, Map<String, Double> after) {
        return after.getOrDefault(name, -1.0) - before.getOrDefault(name, 0.0);
    }

    private static String family(String name, Map<String, Integer> comments) {
        for (var suffix : Set.of("_bucket", "_sum", "_count", "_max")) {
            var stem = name.replaceAll(suffix + "$", "");
            if (!comments.containsKey("TYPE " + name) && comments.containsKey("TYPE " + stem)) {
                return stem;
            }
        }
        return name;
    }
}
