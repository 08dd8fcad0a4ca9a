package io.rotunda.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.auth.JwtTokens;
import io.rotunda.server.chaos.Programs;
import io.rotunda.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The process as a script sees it.
@Timeout(120)
class MainIT {
    private static final String LISTENING = "rotunda listening on http://127.0.0.1:";

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void developmentModeGreetsWithTokensThatWorkAndEndsWithZero() throws Exception {
        var rotunda = start(Map.of("PORT", "0"));
        var lines = untilListening(rotunda);
        var port = lines.getLast().substring(LISTENING.length());
        for (var user : List.of("ann", "bob")) {
            var token = after("Token of " + user + ": ", lines);
            assertEquals("http://127.0.0.1:" + port + "/#token=" + token, after("Sign in as " + user + ": ", lines));
            assertEquals(user, verified(token));
        }
        assertEquals("http://127.0.0.1:" + port + "/", after("Demo page: ", lines));
        rotunda.destroy();
        assertEquals(0, rotunda.waitFor(), errors());
        assertTrue(!errors().contains("eyJ"), errors());
    }

    @Test
    void aSignalInTheMiddleOfTheStartLeavesNoDatabaseBehind() throws Exception {
        Programs.linkInto(directory.resolve("data"));
        var rotunda = start(Map.of("PORT", "0", "SHUTDOWN_DRAIN_MS", "0"));
        var database = directory.resolve("data/postgres/data/postmaster.pid");
        while (!Files.exists(database)) {
            assertTrue(rotunda.isAlive(), errors());
            Thread.onSpinWait();
        }
        rotunda.destroy();
        assertEquals(0, rotunda.waitFor(), errors());
        assertTrue(!Files.exists(database), "PostgreSQL is still there");
    }

    @Test
    void aPortInUseIsToldInOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var rotunda = start(Map.of("PORT", String.valueOf(taken.getLocalPort()), "CONFORMANCE_MODE", "true"));
            assertEquals(1, rotunda.waitFor());
            var line = errors().strip();
            assertTrue(line.startsWith("rotunda: the port is in use"), line);
            assertEquals(1, line.lines().count(), line);
        }
    }

    @Test
    void anAddressBeyondThisMachineIsRefusedWithoutAKey() throws Exception {
        var rotunda = start(Map.of("HOST", "0.0.0.0"));
        assertEquals(1, rotunda.waitFor());
        assertEquals(0, rotunda.inputReader().lines().count());
        assertTrue(errors().startsWith("rotunda: HOST=0.0.0.0 is refused in development mode"), errors());
        assertEquals(1, errors().lines().count(), errors());
    }

    @Test
    void aTokenIsAllThatIsPrintedWhateverIsConfigured() throws Exception {
        var settings = Map.of("REDIS_URL", "redis://localhost", "EMITTERS", "true");
        var token = start(settings, "token", "--user", "ann", "--org", "acme");
        var lines = token.inputReader().lines().toList();
        assertEquals(0, token.waitFor(), errors());
        assertEquals(1, lines.size(), lines.toString());
        assertEquals("ann", verified(lines.getFirst()));
        assertEquals("", errors());
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectError(directory.resolve("stderr").toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("DATA_DIR", directory.resolve("data").toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    private List<String> untilListening(Process rotunda) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        var reader = rotunda.inputReader();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.add(line);
            if (line.startsWith(LISTENING)) {
                return lines;
            }
        }
        throw new AssertionError("ended with " + rotunda.waitFor(10, TimeUnit.SECONDS) + ": " + errors());
    }

    private String verified(String token) throws Exception {
        var settings =
                Settings.load(Map.of("DATA_DIR", directory.resolve("data").toString()));
        return new JwtTokens(settings.tokens(), Clock.systemUTC()).verify(token).userId();
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("stderr"));
    }

    private static String after(String prefix, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElseThrow();
    }
}
