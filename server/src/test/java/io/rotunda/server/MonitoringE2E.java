package io.rotunda.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators are given to watch a server with fits the server.
class MonitoringE2E {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern METRIC = Pattern.compile("\\b(rotunda|jvm|process)_[a-z0-9_]+");

    @TempDir
    private static Path data;

    @RegisterExtension
    private static final ObservedServer SERVER = new ObservedServer(() -> data);

    @BeforeAll
    static void traffic() throws Exception {
        try (var ann = SERVER.connect("ann")) {
            ObservedServer.talk(ann);
            ann.answer("channel:leave", "{'channelId':'general'}");
            ann.answer("channel:join", "{'channelId':'general'}");
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "PROMTOOL", matches = ".+", disabledReason = "scripts/test fetches promtool")
    void promtoolHasNothingToSayOfTheMetricsOfAServerThatHasSeenTraffic() throws Exception {
        assertEquals("", promtool(SERVER.text(), "check", "metrics"));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "PROMTOOL", matches = ".+", disabledReason = "scripts/test fetches promtool")
    void promtoolAcceptsTheAlerts() throws Exception {
        var said = promtool(
                "", "check", "rules", DOCS.resolve("prometheus/alerts.yml").toString());
        assertTrue(said.contains("SUCCESS"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"grafana/rotunda.json", "prometheus/alerts.yml"})
    void eachMetricThatIsLookedAtIsMeasured(String file) throws Exception {
        var measured = SERVER.samples().keySet().stream()
                .map(sample -> sample.replaceFirst("\\{.*", ""))
                .collect(Collectors.toSet());
        var named = new TreeSet<String>();
        var metrics = METRIC.matcher(Files.readString(DOCS.resolve(file)));
        while (metrics.find()) {
            named.add(metrics.group());
        }
        assertFalse(named.isEmpty());
        named.removeAll(measured);
        assertEquals(Set.of(), named);
    }

    @Test
    void eachMetricOfOursIsExplained() throws Exception {
        var explained = Files.readString(DOCS.resolve("operations.md"));
        var unexplained = SERVER.text()
                .lines()
                .filter(line -> line.startsWith("# TYPE rotunda_"))
                .map(line -> line.split(" ", -1)[2])
                .filter(name -> !explained.contains("`" + name + "`") && !explained.contains("`" + name + "{"))
                .toList();
        assertEquals(List.of(), unexplained);
    }

    @Test
    void theDashboardIsOneThatGrafanaReads() throws Exception {
        var dashboard =
                new JsonMapper().readTree(DOCS.resolve("grafana/rotunda.json").toFile());
        assertTrue(dashboard.path("schemaVersion").isInt());
        assertEquals("Rotunda", dashboard.path("title").textValue());
        var ids = new TreeSet<Integer>();
        var rows = new TreeSet<String>();
        for (var panel : dashboard.path("panels")) {
            assertTrue(ids.add(panel.path("id").intValue()), "an id twice");
            assertTrue(panel.path("gridPos").path("w").intValue() > 0);
            if (panel.path("type").textValue().equals("row")) {
                rows.add(panel.path("title").textValue());
            } else {
                asksTheChosenSource(panel);
            }
        }
        assertTrue(
                rows.containsAll(
                        Set.of("Traffic", "Latency", "Memory", "Refusals", "Recovery", "Webhooks and emitters")),
                rows.toString());
    }

    @Test
    void whatIsSwitchedOnIsInTheFlightRecording() throws Exception {
        var file = data.resolve("rotunda.jfr");
        try (var recording = new Recording(Configuration.create(DOCS.resolve("jfr/rotunda.jfc")))) {
            recording.enable("io.rotunda.Event").withoutThreshold();
            recording.start();
            traffic();
            recording.stop();
            recording.dump(file);
        }
        var events = RecordingFile.readAllEvents(file);
        var commit = first(events, "io.rotunda.Commit", "rows", 1);
        assertEquals(1, commit.getLong("rooms"));
        var fanOut = first(events, "io.rotunda.FanOut", "event", "message:new");
        assertEquals("channel", fanOut.getString("roomKind"));
        assertEquals(1, fanOut.getInt("members"));
        assertTrue(fanOut.getBoolean("durable"));
        assertTrue(fanOut.getInt("bytes") > 0);
        first(events, "io.rotunda.Event", "event", "message:send");
        assertTrue(first(events, "io.rotunda.Replay", "hasMore", false).getLong("events") > 0);
    }

    @Test
    void whatIsNotSwitchedOnIsNotRecorded() throws Exception {
        var file = data.resolve("default.jfr");
        try (var recording = new Recording(Configuration.getConfiguration("default"))) {
            recording.start();
            traffic();
            recording.stop();
            recording.dump(file);
        }
        assertEquals(
                List.of(),
                RecordingFile.readAllEvents(file).stream()
                        .map(event -> event.getEventType().getName())
                        .filter(name -> name.startsWith("io.rotunda"))
                        .toList());
    }

    private static void asksTheChosenSource(JsonNode panel) {
        var title = panel.path("title").textValue();
        assertEquals("${datasource}", panel.path("datasource").path("uid").textValue(), title);
        assertFalse(panel.path("targets").isEmpty(), title);
        for (var target : panel.path("targets")) {
            assertEquals("${datasource}", target.path("datasource").path("uid").textValue(), title);
            assertTrue(target.path("expr").textValue().contains("instance=~\"$instance\""), title);
        }
    }

    private static RecordedEvent first(List<RecordedEvent> events, String type, String field, Object value) {
        return events.stream()
                .filter(event ->
                        event.getEventType().getName().equals(type) && Objects.equals(event.getValue(field), value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " with " + field + " " + value + " in " + events));
    }

    private static String promtool(String input, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of(System.getenv("PROMTOOL")));
        command.addAll(List.of(arguments));
        var promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = promtool.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        var said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, promtool.waitFor(), said);
        return said.strip();
    }
}
