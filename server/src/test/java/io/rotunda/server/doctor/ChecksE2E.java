package io.rotunda.server.doctor;

import static io.rotunda.server.doctor.Faults.answering;
import static io.rotunda.server.doctor.Faults.breaking;
import static io.rotunda.server.doctor.Faults.misleading;
import static io.rotunda.server.doctor.Faults.replacing;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each cause that a check of the doctor's can name, brought about by a proxy in front of real servers.
class ChecksE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @TempDir
    private static Path data;

    @RegisterExtension
    private static final TwoServers SERVERS = new TwoServers(() -> data);

    static Stream<Arguments> faults() {
        return Stream.concat(ofRequests(), ofPackets());
    }

    private static Stream<Arguments> ofRequests() {
        var notReady = "{\"status\":\"not ready\",\"reason\":\"database\"}";
        var undurable = "{\"status\":\"ready\",\"warnings\":[\"fsync is off\"]}";
        return Stream.of(
                arguments(
                        new ReadyCheck(),
                        answering(Faults::ready, "503 Service Unavailable", notReady),
                        "FAIL  readiness: the server cannot serve (503",
                        "DATABASE_URL"),
                arguments(
                        new ReadyCheck(),
                        answering(Faults::ready, "200 OK", undurable),
                        "warn  readiness: fsync is off",
                        "postgresql.conf"),
                arguments(
                        new PollingCheck(),
                        misleading(Faults::post),
                        "FAIL  polling: a packet of an open session came to a server that does not know it",
                        "stickiness"),
                arguments(
                        new PollingCheck(),
                        answering(Faults::post, "405 Method Not Allowed", ""),
                        "FAIL  polling: a packet of an open session is answered with 405",
                        "let POST requests"),
                arguments(
                        new PollingCheck(),
                        answering(Faults::poll, "504 Gateway Timeout", ""),
                        "FAIL  polling: a poll of an open session is answered with 504",
                        "does not reach the server"),
                arguments(
                        new PollingCheck(),
                        misleading(Faults::poll),
                        "FAIL  polling: a poll of an open session is answered with 400",
                        "stickiness"),
                arguments(new PollingCheck(), Faults.BUFFERS, "FAIL  buffering: ", "proxy_buffering off"),
                arguments(
                        new StickyCheck(),
                        misleading(Faults::post),
                        "FAIL  stickiness: 8 of 8 requests",
                        "session affinity"),
                arguments(
                        new StickyCheck(),
                        answering(Faults::post, "405 Method Not Allowed", ""),
                        "FAIL  polling: a packet of a session is answered with 405",
                        "let POST requests"),
                arguments(
                        new UpgradeCheck(),
                        breaking(Faults::webSocket),
                        "FAIL  upgrade: a WebSocket breaks (",
                        "proxy_http_version 1.1"),
                arguments(
                        new UpgradeCheck(),
                        misleading(Faults::upgrade),
                        "FAIL  upgrade: a WebSocket opens, but no session on polling goes on over one",
                        "mend the stickiness first"),
                arguments(
                        new CorsCheck(),
                        Faults.ADDS_CORS,
                        "FAIL  CORS: a request of a page of " + TwoServers.PAGE
                                + " is answered with Access-Control-Allow-Origin: " + TwoServers.PAGE + ", *",
                        "take the proxy's own header away"),
                arguments(
                        new CorsCheck(),
                        answering(Faults::preflight, "405 Method Not Allowed", ""),
                        "FAIL  CORS: a preflight is answered with 405",
                        "let OPTIONS requests"),
                arguments(
                        new PayloadCheck(),
                        Faults.BREAKS_ON_BODIES,
                        "FAIL  payload: the connection breaks when 50000 bytes are sent",
                        "client_max_body_size"),
                arguments(
                        new ClockCheck(),
                        answering(Faults::ready, "200 OK", ""),
                        "warn  clock: /readyz does not say the server's time",
                        "pass /readyz on"),
                arguments(new IdleCheck(), Faults.CUTS_POLLS, "FAIL  idle: an idle poll (", "timeout"));
    }

    private static Stream<Arguments> ofPackets() {
        return Stream.of(
                arguments(
                        new UpgradeCheck(),
                        replacing("0", null),
                        "FAIL  upgrade: a WebSocket opens, but nothing is heard on it",
                        "pass the upgrade on"),
                arguments(
                        new UpgradeCheck(),
                        replacing("3probe", null),
                        "FAIL  upgrade: a session on polling cannot go on over a WebSocket",
                        "pass the upgrade on"),
                arguments(
                        new ConnectCheck(),
                        replacing("40", null),
                        "FAIL  connection: a CONNECT is not answered",
                        "see the server's log"),
                arguments(
                        new ConnectCheck(),
                        replacing("42[\"connected\"", null),
                        "FAIL  connection: the token is accepted, but `connected` was not heard",
                        "PostgreSQL is slow"),
                arguments(
                        new ConnectCheck(),
                        replacing("40", "44{\"message\":\"x\",\"data\":{\"code\":\"AUTH_UNAVAILABLE\"}}"),
                        "FAIL  connection: the token cannot be looked at (AUTH_UNAVAILABLE)",
                        "JWT_JWKS_URL"),
                arguments(
                        new ConnectCheck(),
                        replacing("40", "44{\"message\":\"x\",\"data\":{\"code\":\"OVERLOADED\"}}"),
                        "FAIL  connection: the server has too much to do or is about to go (OVERLOADED)",
                        "try again"),
                arguments(
                        new IdleCheck(),
                        replacing("2", null),
                        "FAIL  idle: no ping came over a WebSocket within 6 s",
                        "also without a request"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("faults")
    void isNamedAndHowToMendIt(Check check, Fault fault, String what, String mend) throws Exception {
        assertFinds(check, fault, TwoServers.PAGE, SERVERS.token(), what, mend);
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden,             name the page's origin in CORS_ORIGINS",
        "404 Not Found,             'pass /socket.io/ on to the server, with its query'",
        "429 Too Many Requests,     the proxy limits requests",
        "500 Internal Server Error, as it is: path",
        "502 Bad Gateway,           the proxy does not reach the server",
        "503 Service Unavailable,   the server has too much to do",
        "504 Gateway Timeout,       the proxy does not reach the server"
    })
    void aHandshakeThatIsAnsweredOtherwiseIsExplained(String status, String mend) throws Exception {
        assertFinds(
                new PollingCheck(),
                answering(Faults::opening, status, ""),
                TwoServers.PAGE,
                null,
                "FAIL  polling: the handshake is answered with " + status.substring(0, 3),
                mend);
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden,           name the page's origin in CORS_ORIGINS",
        "404 Not Found,           proxy_set_header Upgrade",
        "502 Bad Gateway,         the proxy does not reach the server",
        "503 Service Unavailable, the server has too much to do",
        "504 Gateway Timeout,     the proxy does not reach the server"
    })
    void aWebSocketThatIsRefusedIsExplained(String status, String mend) throws Exception {
        assertFinds(
                new UpgradeCheck(),
                answering(Faults::webSocket, status, ""),
                TwoServers.PAGE,
                null,
                "FAIL  upgrade: a WebSocket is refused with " + status.substring(0, 3),
                mend);
    }

    static Stream<Arguments> checksOfOrigins() {
        return Stream.of(
                arguments(new PollingCheck(), "FAIL  polling: the handshake is answered with 403"),
                arguments(new UpgradeCheck(), "FAIL  upgrade: a WebSocket is refused with 403"),
                arguments(new CorsCheck(), "FAIL  CORS: pages of http://127.0.0.1:"));
    }

    @ParameterizedTest
    @MethodSource("checksOfOrigins")
    void aProxyThatKeepsTheHostToItselfIsNamed(Check check, String what) throws Exception {
        assertFinds(check, Faults.NAMES_ITSELF_AS_HOST, null, null, what, "the proxy pass the header Host on");
    }

    @ParameterizedTest
    @CsvSource({
        "30, warn, ahead of",
        "-30, warn, behind",
        "600, FAIL, ahead of",
        "-600, FAIL, behind",
    })
    void aServersClockThatIsOffIsNamed(int seconds, String grade, String how) throws Exception {
        var time = Instant.now().plusSeconds(seconds);
        assertFinds(
                new ClockCheck(),
                answering(Faults::ready, "200 OK", "{\"status\":\"ready\",\"time\":\"" + time + "\"}"),
                TwoServers.PAGE,
                null,
                grade + "  clock: the server's is ",
                " s " + how + " this machine's. To mend it: have both keep time by NTP");
    }

    @ParameterizedTest
    @CsvSource({
        "nbf, FAIL  clock: the token is not good for another, have both keep time by NTP",
        "iat, warn  clock: the token was signed, have whoever signs tokens keep time by NTP"
    })
    void aTokenFromTheFutureIsNamed(String claim, String what, String mend) throws Exception {
        var claims = "{\"" + claim + "\":" + Instant.now().plusSeconds(600).getEpochSecond() + "}";
        var token = "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8)) + ".x";
        assertFinds(new ClockCheck(), Faults.NONE, TwoServers.PAGE, token, what, mend);
    }

    private static void assertFinds(
            Check check, Fault fault, @Nullable String origin, @Nullable String token, String what, String mend)
            throws Exception {
        try (var proxy = new BreakingProxy(fault, SERVERS.ports())) {
            var found = check.look(Deployment.at(URI.create(proxy.address()), token, origin, PATIENCE)).stream()
                    .map(Finding::line)
                    .toList();
            assertTrue(found.stream().anyMatch(line -> line.startsWith(what) && line.contains(mend)), found.toString());
        }
    }
}
