package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.server.auth.JwtTokens;
import io.rotunda.server.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private static final Map<String, String> WITH_SECRET =
            Map.of("JWT_SECRET", "a secret of thirty-two bytes, or more", "JWT_CLAIM_USER", "uid");
    private static final String PUBLIC_KEY = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAJFkc6rbWZe93YwE7BIhY+XgLYjrOMVLpF9U4C5SwxAQ=
            -----END PUBLIC KEY-----
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void aTokenOfTheCommandIsAcceptedByTheServer() throws Exception {
        var arguments =
                "token --user ann --org acme --customer globex --customer initech --role admin --name Ann --ttl 2h";
        assertEquals(0, run(WITH_SECRET, arguments.split(" ", -1)));
        var ann = new JwtTokens(Settings.load(WITH_SECRET).tokens(), Clock.systemUTC())
                .verify(printed().strip());
        assertEquals(
                new Principal("ann", "Ann", "acme", Set.of("globex", "initech"), Role.ADMIN, ann.expiresAt()), ann);
        var left = Duration.between(Clock.systemUTC().instant(), ann.expiresAt());
        assertTrue(left.compareTo(Duration.ofMinutes(119)) > 0 && left.compareTo(Duration.ofHours(2)) <= 0);
    }

    @Test
    void withOnlyAPublicKeyNoTokenIsSigned() {
        assertEquals(1, run(Map.of("JWT_PUBLIC_KEY", PUBLIC_KEY), "token", "--user", "ann", "--org", "acme"));
        assertTrue(err.toString().contains("JWT_SECRET"), err.toString());
        assertEquals("", printed());
    }

    @Test
    void anIdThatNoTokenMayHoldIsRefused() {
        assertEquals(1, run(WITH_SECRET, "token", "--user", "a:b", "--org", "acme"));
        assertTrue(err.toString().startsWith("rotunda: ids are"), err.toString());
    }

    @ParameterizedTest
    @CsvSource({"--ttl, 1w", "--ttl, 0s", "--role, root", "--nothing, x"})
    void aWrongOptionIsTold(String option, String value) {
        assertEquals(2, run(WITH_SECRET, "token", "--user", "ann", "--org", "acme", option, value));
        assertTrue(err.toString().contains(option), err.toString());
    }

    @Test
    void aWrongSettingIsOneLine() {
        assertEquals(1, run(Map.of("PORT", "http")));
        assertEquals(
                "rotunda: PORT=http cannot be read; allowed: a whole number from 0 to 65535",
                err.toString().strip());
    }

    @Test
    void theHelpListsTheVariables() {
        assertEquals(0, run(Map.of(), "--help"));
        assertTrue(printed().contains("JWT_JWKS_URL"), printed());
        assertTrue(printed().contains("Default: 25000."), printed());
    }

    @Test
    void theVersionIsTold() {
        assertEquals(0, run(Map.of(), "--version"));
        assertTrue(printed().startsWith("rotunda "), printed());
    }

    private int run(Map<String, String> environment, String... arguments) {
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Main.commandLine(environment, stream)
                .setOut(new PrintWriter(stream, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
