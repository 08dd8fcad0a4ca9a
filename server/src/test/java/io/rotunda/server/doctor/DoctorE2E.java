package io.rotunda.server.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.Rotunda;
import io.rotunda.server.auth.Signer;
import io.rotunda.server.config.Settings;
import io.rotunda.server.doctor.BreakingProxy.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What the doctor says of real servers, behind a proxy that does one thing wrong.
class DoctorE2E {
    private static final String PAGE = "https://app.example.com";

    @TempDir
    private static Path data;

    private static final List<Rotunda> SERVERS = new ArrayList<>();
    private static Settings settings;

    @BeforeAll
    static void start() throws Exception {
        settings = settings("one");
        SERVERS.add(Rotunda.start(settings));
        SERVERS.add(Rotunda.start(settings("two")));
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(Rotunda::close);
    }

    private static Settings settings(String name) {
        return Settings.load(Map.of(
                "DATA_DIR", data.resolve(name).toString(),
                "HOST", "127.0.0.1",
                "PORT", "0",
                "JWT_SECRET", "a secret of both servers, of 32 bytes and more",
                "CORS_ORIGINS", PAGE,
                "PING_INTERVAL_MS", "2000",
                "MAX_PAYLOAD_BYTES", "50000",
                "SHUTDOWN_DRAIN_MS", "0"));
    }

    @Test
    void ofAHealthyDeploymentAllIsWell() throws Exception {
        var said = throughAProxy(Fault.NONE, token(Clock.systemUTC()));
        assertEquals(0, said.exit, said.text);
        assertTrue(said.text.lines().allMatch(line -> line.startsWith("ok    ")), said.text);
        for (var what : List.of(
                "readiness", "polling", "stickiness", "upgrade", "CORS", "payload", "clock", "connection", "idle")) {
            assertTrue(said.text.contains("ok    " + what + ": "), what + " in " + said.text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DROPS_UPGRADE, FAIL, upgrade, proxy_set_header Upgrade",
        "CUTS_IDLE,     FAIL, idle, proxy_read_timeout",
        "BALANCES,      FAIL, stickiness, ip_hash",
        "LIMITS_BODIES, FAIL, payload, client_max_body_size",
        "STRIPS_CORS,   FAIL, CORS, Access-Control-Allow-Origin",
        "SHIFTS_DATE,   warn, clock, not judged by it",
        "COMPRESSES,    warn, compression, gzip off",
        "HIDES_HEALTH,  warn, readiness, /readyz",
        "ANSWERS_ITSELF, warn, readiness, /readyz"
    })
    void whatAProxyBreaksIsNamedAndHowToMendIt(Fault fault, String grade, String what, String mend) throws Exception {
        var said = throughAProxy(fault, token(Clock.systemUTC()));
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
        var said = doctor(address(), "--origin", PAGE);
        assertEquals(0, said.exit, said.text);
        assertTrue(said.text.contains("ok    connection: nobody comes in without a token (AUTH_MISSING)"), said.text);
        assertTrue(said.text.contains("warn  idle: "), said.text);
    }

    @Test
    void aTokenThatTheServerRefusesIsSaidAndNotShown() throws Exception {
        InstantSource past = () -> Clock.systemUTC().instant().minus(Duration.ofDays(2));
        var token = token(past);
        var said = doctor(address(), "--origin", PAGE, "--token", token);
        assertEquals(1, said.exit, said.text);
        assertTrue(said.text.contains("FAIL  clock: the token has expired by the server's clock"), said.text);
        assertTrue(said.text.contains("FAIL  connection: the token is refused (AUTH_EXPIRED)"), said.text);
        assertFalse(said.text.contains(token), said.text);
    }

    @Test
    void aTokenThatTheServerForgivesIsNothingToMend() throws Exception {
        InstantSource anHourAgo = () -> Clock.systemUTC().instant().minus(Duration.ofSeconds(3602));
        var said = doctor(address(), "--origin", PAGE, "--token", token(anHourAgo));
        assertEquals(0, said.exit, said.text);
        assertTrue(said.text.contains("ok    connection: the token is accepted"), said.text);
    }

    @Test
    void aPageOfAnOriginThatMayNotIsRefused() throws Exception {
        var said = doctor(address(), "--origin", "https://elsewhere.example.com");
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

    private static Said throughAProxy(Fault fault, String token) throws IOException {
        var ports = SERVERS.stream().map(Rotunda::port).toList();
        try (var proxy = new BreakingProxy(fault, fault == Fault.BALANCES ? ports : ports.subList(0, 1))) {
            return doctor(proxy.address(), "--origin", PAGE, "--token", token);
        }
    }

    private static String address() {
        return "http://127.0.0.1:" + SERVERS.getFirst().port();
    }

    private static String token(InstantSource clock) {
        var expiry = clock.instant().plus(Duration.ofHours(1));
        return new Signer(settings.tokens(), clock)
                .sign(new Principal("ann", "Ann", "acme", Set.of(), Role.MEMBER, expiry));
    }

    private static Said doctor(String... arguments) {
        var out = new ByteArrayOutputStream();
        int exit = new CommandLine(new DoctorCommand(new PrintStream(out, true, UTF_8))).execute(arguments);
        return new Said(exit, out.toString(UTF_8));
    }

    private record Said(int exit, String text) {}
}
