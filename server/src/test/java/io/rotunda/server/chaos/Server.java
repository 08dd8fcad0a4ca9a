package io.rotunda.server.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The packaged server, as its own process on one port over all its starts.
final class Server implements AutoCloseable {
    static final String SECRET = "a secret of the fault harness, long enough for HS256";

    /// Longer than any start or drain: whoever takes this long hangs.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LISTENING = "rotunda listening on ";

    /// Starts sooner, and little memory: many of them are started on small machines.
    private static final List<String> FLAGS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseCompactObjectHeaders",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED");

    private final Guard guard;
    private final List<String> classPath;
    private final Path log;
    private final Map<String, String> environment;
    private final int port = Ports.free();
    private final Path archive;
    private @Nullable Process process;

    /// @param classPath jars and directories, the first one wins
    /// @param home where it keeps its log
    Server(Guard guard, List<String> classPath, Path home, Map<String, String> environment) throws IOException {
        this.guard = guard;
        this.classPath = List.copyOf(classPath);
        this.log = home.resolve("server.log");
        this.archive = Artifacts.target().resolve("chaos/classes-" + version(classPath) + ".jsa");
        this.environment = new HashMap<>(environment);
        this.environment.putAll(Map.of(
                "HOST",
                "127.0.0.1",
                "PORT",
                Integer.toString(port),
                "DATA_DIR",
                home.resolve("server").toString(),
                "JWT_SECRET",
                SECRET,
                "AUTO_CREATE_ROOMS",
                "true",
                "RATE_LIMIT_EVENTS",
                "0"));
    }

    /// Starts it and waits until clients can come.
    void start() throws IOException {
        start(Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-Xshare:auto");
    }

    /// Starts it and ends it, once for each build, to keep what its classes look like in memory: it starts in half
    /// the time then.
    void prepare() throws Exception {
        var directory = Files.createDirectories(Artifacts.target().resolve("chaos"));
        try (var _ = Turn.in(directory)) {
            if (!Files.exists(archive)) {
                keepClasses(directory);
            }
        }
    }

    private void keepClasses(Path directory) throws Exception {
        try (var ofOldBuilds = Files.newDirectoryStream(directory, "*.jsa")) {
            for (var old : ofOldBuilds) {
                Files.delete(old);
            }
        }
        var unfinished = directory.resolve("unfinished");
        start("-XX:ArchiveClassesAtExit=" + unfinished);
        terminate();
        if (Files.exists(unfinished)) {
            Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void start(String sharing) throws IOException {
        var command = new ArrayList<>(List.of(Artifacts.java()));
        command.addAll(FLAGS);
        command.addAll(List.of(sharing, "-cp", String.join(":", classPath)));
        command.add("io.rotunda.server.Main");
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // A variable of the shell must not configure the server under test.
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR"));
        builder.environment().putAll(environment);
        var started = guard.watch(builder.start());
        process = started;
        var late = Signals.killAfter(PATIENCE, started);
        try {
            awaitListening(started.inputReader());
        } finally {
            late.cancel(false);
        }
    }

    private void awaitListening(BufferedReader printed) throws IOException {
        for (var line = printed.readLine(); ; line = printed.readLine()) {
            if (line == null) {
                throw new IOException("the server does not start: " + lastLines());
            }
            if (line.startsWith(LISTENING)) {
                Thread.ofVirtual().start(() -> drain(printed));
                return;
            }
        }
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    void kill() throws IOException {
        Signals.kill(running());
    }

    void pause() throws IOException {
        Signals.stop(running());
    }

    void resume() throws IOException {
        Signals.resume(running());
    }

    /// Asks it to go, as a deployment does, and waits for its end.
    ///
    /// @return its exit code
    /// @throws IOException if it does not end; it is killed then
    int terminate() throws IOException, InterruptedException {
        return terminate(PATIENCE);
    }

    int terminate(Duration patience) throws IOException, InterruptedException {
        running().destroy();
        if (!running().waitFor(patience)) {
            kill();
            throw new IOException("a terminated server did not end: " + lastLines());
        }
        return running().exitValue();
    }

    String lastLines() throws IOException {
        var lines = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() throws IOException {
        if (isAlive()) {
            kill();
        }
    }

    private Process running() {
        return Objects.requireNonNull(process);
    }

    private static String version(List<String> classPath) throws IOException {
        var version = new StringBuilder();
        for (var part : classPath) {
            version.append(Files.getLastModifiedTime(Path.of(part)).toMillis());
        }
        return version.toString();
    }

    private static void drain(BufferedReader printed) {
        try {
            printed.lines().forEach(_ -> {});
        } catch (java.io.UncheckedIOException _) {
            // It was killed.
        }
    }
}
