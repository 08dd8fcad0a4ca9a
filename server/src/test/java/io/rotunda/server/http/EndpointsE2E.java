package io.rotunda.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpRoutes;
import io.rotunda.server.wire.ServedRoutes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What probes and monitoring are told.
class EndpointsE2E {
    private static final List<ApiKey> KEYS = List.of(new ApiKey("key-1"), new ApiKey("key-2"));

    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
    private static final String TIME = "\"time\":\"2026-05-04T03:02:01Z\"}";

    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean healthy = new AtomicBoolean(true);
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicReference<Set<String>> off = new AtomicReference<>(Set.of());
    private final ServedRoutes server = new ServedRoutes(endpoints(KEYS));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServerThatCanServeIsReady() throws Exception {
        assertEquals("200 {\"status\":\"ready\"," + TIME, server.get("/readyz"));
    }

    @Test
    void aDatabaseThatDoesNotKeepWhatItCommitsIsAWarning() throws Exception {
        off.set(Set.of("full_page_writes", "fsync"));
        assertEquals(
                "200 {\"status\":\"ready\",\"warnings\":[\"fsync is off: acknowledged messages can be lost in a crash\","
                        + "\"full_page_writes is off: acknowledged messages can be lost in a crash\"]," + TIME,
                server.get("/readyz"));
    }

    @Test
    void withoutItsDatabaseTheServerIsNotReadyButAlive() throws Exception {
        healthy.set(false);
        assertEquals(
                "503 {\"status\":\"not ready\",\"reason\":\"the database cannot be reached\"," + TIME,
                server.get("/readyz"));
        assertEquals("200 {\"status\":\"alive\"}", server.get("/healthz"));
    }

    @Test
    void aServerThatIsAboutToGoSaysSoWhateverItsDatabaseDoes() throws Exception {
        healthy.set(false);
        draining.set(true);
        assertEquals("503 {\"status\":\"draining\"," + TIME, server.get("/readyz"));
        assertEquals("200 {\"status\":\"alive\"}", server.get("/healthz"));
    }

    @Test
    void aDatabaseThatAnswersNonsenseIsNoReasonToSayNothing() throws Exception {
        broken.set(true);
        assertEquals(
                "503 {\"status\":\"not ready\",\"reason\":\"the database does not answer as it should\"," + TIME,
                server.get("/readyz"));
        assertEquals("500 ", server.get("/metrics", "Authorization", "Bearer key-1"));
    }

    @Test
    void metricsAreForProgramsOnThisMachine() throws Exception {
        try (var keyless = new ServedRoutes(endpoints(List.of()))) {
            assertEquals("200 measured 1\n", keyless.get("/metrics"));
            var headers = List.of(
                    "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via");
            for (var header : headers) {
                assertEquals(403, status(keyless.get("/metrics", header, "203.0.113.9")), header);
            }
        }
    }

    @Test
    void whereThereAreKeysEverybodyNeedsOne() throws Exception {
        assertEquals(403, status(server.get("/metrics")));
        var from = List.of("X-Forwarded-For", "203.0.113.9", "Authorization");
        assertEquals(403, status(server.get("/metrics", from.get(0), from.get(1), from.get(2), "Bearer key-")));
        assertEquals(403, status(server.get("/metrics", from.get(0), from.get(1), from.get(2), "Basic key-1")));
        assertEquals("200 measured 1\n", server.get("/metrics", from.get(0), from.get(1), from.get(2), "Bearer key-2"));
    }

    private HttpRoutes endpoints(List<ApiKey> keys) {
        var pages = new MetricsPage(() -> asked("measured 1\n"), keys, HttpExchange::notFound);
        return new Endpoints(draining::get, () -> asked(healthy.get()), off::get, () -> NOW, pages);
    }

    private <T> T asked(T answer) {
        if (broken.get()) {
            throw new IllegalStateException("a fault of ours");
        }
        return answer;
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(0, 3));
    }
}
