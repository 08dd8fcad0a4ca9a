package io.rotunda.server.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What the doctor says of real servers, behind a proxy that does one thing wrong.
class DoctorE2E {
    private static final String PAGE = TwoServers.PAGE;

    @TempDir
    private static Path data;

    @RegisterExtension
    private static final TwoServers SERVERS = new TwoServers(() -> data);

    @Test
    void ofAHealthyDeploymentAllIsWell() throws Exception {
        var said = throughAProxy(Faults.NONE);
        assertEquals(0, said.exit, said.text);
        assertTrue(said.text.lines().allMatch(line -> line.startsWith("ok    ")), said.text);
        for (var what : List.of(
                "readiness", "polling", "stickiness", "upgrade", "CORS", "payload", "clock", "connection", "idle")) {
            assertTrue(said.text.contains("ok    " + what + ": "), what + " in " + said.text);
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments(Faults.DROPS_UPGRADE, "FAIL", "upgrade", "proxy_set_header Upgrade"),
                arguments(Faults.CUTS_IDLE, "FAIL", "idle", "proxy_read_timeout"),
                arguments(Faults.BALANCES, "FAIL", "stickiness", "ip_hash"),
                arguments(Faults.LIMITS_BODIES, "FAIL", "payload", "client_max_body_size"),
                arguments(Faults.STRIPS_CORS, "FAIL", "CORS", "Access-Control-Allow-Origin"),
                arguments(Faults.SHIFTS_DATE, "warn", "clock", "not judged by it"),
                arguments(Faults.COMPRESSES, "warn", "compression", "gzip off"),
                arguments(Faults.answering(Faults::ready, "404 Not Found", ""), "warn", "readiness", "/readyz"),
                arguments(Faults.answering(Faults::ready, "200 OK", ""), "warn", "readiness", "/readyz"));
    }

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("faults")
    void whatAProxyBreaksIsNamedAndHowToMendIt(Fault fault, String grade, String what, String mend) throws Exception {
        var said = throughAProxy(fault);
        assertEquals(grade.equals("FAIL") ? 1 : 0, said.exit, said.text);
        var line = said.text
                .lines()
                .filter(one -> one.startsWith(grade + "  " + what + ": "))
                .findFirst()
                .orElse("");
        assertTrue(line.contains(mend), said.text);
    }

    @Test
    void withoutATokenItGoesAsFarAsOneCan() throws Exception {
        var said = doctor(SERVERS.address(), "--origin", PAGE);
        assertEquals(0, said.exit, said.text);
        assertTrue(said.text.contains("ok    connection: nobody comes in without a token (AUTH_MISSING)"), said.text);
        assertTrue(said.text.contains("warn  idle: "), said.text);
    }

    @Test
    void aTokenThatTheServerRefusesIsSaidAndNotShown() throws Exception {
        InstantSource past = () -> Clock.systemUTC().instant().minus(Duration.ofDays(2));
        var token = SERVERS.token(past);
        var said = doctor(SERVERS.address(), "--origin", PAGE, "--token", token);
        assertEquals(1, said.exit, said.text);
        assertTrue(said.text.contains("FAIL  clock: the token has expired by the server's clock"), said.text);
        assertTrue(said.text.contains("FAIL  connection: the token is refused (AUTH_EXPIRED)"), said.text);
        assertFalse(said.text.contains(token), said.text);
    }

    @Test
    void aTokenThatTheServerForgivesIsNothingToMend() throws Exception {
        InstantSource anHourAgo = () -> Clock.systemUTC().instant().minus(Duration.ofSeconds(3602));
        var said = doctor(SERVERS.address(), "--origin", PAGE, "--token", SERVERS.token(anHourAgo));
        assertEquals(0, said.exit, said.text);
        assertTrue(said.text.contains("ok    connection: the token is accepted"), said.text);
    }

    @Test
    void aPageOfAnOriginThatMayNotIsRefused() throws Exception {
        var said = doctor(SERVERS.address(), "--origin", "https://elsewhere.example.com");
        assertEquals(1, said.exit, said.text);
        assertTrue(said.text.contains("name it in CORS_ORIGINS"), said.text);
    }

    @Test
    void whereNobodyListensOneLineIsEnough() throws Exception {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var said = doctor("http://127.0.0.1:" + free);
        assertEquals(1, said.exit, said.text);
        assertEquals(1, said.text.lines().count(), said.text);
        assertTrue(said.text.startsWith("FAIL  reach: "), said.text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:3000", "ftp://127.0.0.1", "http://127.0.0.1/?x=1", "http:///socket.io", "%"})
    void anAddressThatIsNoneIsRefused(String address) {
        assertEquals(2, doctor(address).exit);
    }

    @Test
    void aTokenThatIsNoneIsRefusedAndNotShown() {
        var said = doctor(SERVERS.address(), "--token", "a\"}b");
        assertEquals(2, said.exit);
        assertFalse(said.text.contains("a\"}b"), said.text);
    }

    private static Said throughAProxy(Fault fault) throws IOException {
        try (var proxy = new BreakingProxy(fault, SERVERS.ports())) {
            return doctor(proxy.address(), "--origin", PAGE, "--token", SERVERS.token());
        }
    }

    private static Said doctor(String... arguments) {
        var out = new ByteArrayOutputStream();
        int exit = new CommandLine(new DoctorCommand(new PrintStream(out, true, UTF_8)))
                .setErr(new PrintWriter(out, true, UTF_8))
                .execute(arguments);
        return new Said(exit, out.toString(UTF_8));
    }

    private record Said(int exit, String text) {}
}
