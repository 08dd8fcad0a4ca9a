package io.rotunda.server.http;

import io.rotunda.handlers.Faults;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.HttpRoutes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every path that is answered over plain HTTP.
public final class Endpoints implements HttpRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final String UNAVAILABLE = "503 Service Unavailable";

    private final BooleanSupplier draining;
    private final BooleanSupplier ready;
    private final Supplier<Set<String>> undurable;
    private final InstantSource clock;
    private final HttpRoutes site;

    /// @param draining whether the server is about to go
    /// @param ready whether clients can be served now; may block
    /// @param undurable settings of the database that are off, so that what it commits can be lost
    /// @param clock by which tokens are judged
    /// @param site answers what is none of the endpoints
    public Endpoints(
            BooleanSupplier draining,
            BooleanSupplier ready,
            Supplier<Set<String>> undurable,
            InstantSource clock,
            HttpRoutes site) {
        this.undurable = undurable;
        this.draining = draining;
        this.ready = ready;
        this.clock = clock;
        this.site = site;
    }

    @Override
    public void handle(HttpExchange exchange) {
        switch (exchange.path()) {
            case "/healthz" -> exchange.json("200 OK", "{\"status\":\"alive\"}");
            case "/readyz" -> Thread.startVirtualThread(() -> answerReady(exchange));
            default -> site.handle(exchange);
        }
    }

    private void answerReady(HttpExchange exchange) {
        if (draining.getAsBoolean()) {
            answer(exchange, UNAVAILABLE, "\"status\":\"draining\"");
            return;
        }
        try {
            if (ready.getAsBoolean()) {
                answer(exchange, "200 OK", "\"status\":\"ready\"" + warnings(undurable.get()));
            } else {
                answer(exchange, UNAVAILABLE, notReady("the database cannot be reached"));
            }
        } catch (RuntimeException e) {
            LOG.error("it is not known whether the server is ready", Faults.unquoted(e));
            answer(exchange, UNAVAILABLE, notReady("the database does not answer as it should"));
        }
    }

    /// With the server's time, by which tokens are judged: in the body, too, because proxies set a `Date` of their own.
    private void answer(HttpExchange exchange, String status, String fields) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
        exchange.answer(
                status,
                "application/json",
                HttpExchange.headers("Date: " + date),
                ("{" + fields + ",\"time\":\"" + now + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static String notReady(String why) {
        return "\"status\":\"not ready\",\"reason\":\"" + why + "\"";
    }

    /// Their names need no escapes: we asked for them.
    private static String warnings(Set<String> off) {
        return off.isEmpty()
                ? ""
                : off.stream()
                        .sorted()
                        .map(name -> "\"" + name + " is off: acknowledged messages can be lost in a crash\"")
                        .collect(Collectors.joining(",", ",\"warnings\":[", "]"));
    }
}
