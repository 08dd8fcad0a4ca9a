package io.rotunda.bench.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A contestant that runs.
public final class Server implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on http://[^ ]*:(\\d+)");
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 15;

    private final Contestant contestant;
    private final Database database;
    private final Process process;
    private final int port;

    private Server(Contestant contestant, Database database, Process process, int port) {
        this.contestant = contestant;
        this.database = database;
        this.process = process;
        this.port = port;
    }

    static Server start(Contestant contestant, Database database, Guard guard, Path logs) throws Exception {
        var address = database.create("bench_" + contestant.name().replaceAll("[^a-z0-9]", "_"));
        var builder = new ProcessBuilder(contestant.command()).redirectErrorStream(true);
        builder.directory(contestant.directory().toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.putAll(contestant.environment());
        environment.put("PORT", "0");
        environment.put("JWT_SECRET", Contestant.SECRET);
        environment.put("DATABASE_URL", address);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        guard.watch(process.pid());
        var _ = process.onExit().thenAccept(ended -> guard.ended(ended.pid()));
        var log = logs.resolve(contestant.name() + ".log");
        try {
            return new Server(contestant, database, process, listening(process, log));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /// What it is.
    public Contestant contestant() {
        return contestant;
    }

    /// What it keeps everything in.
    public Database database() {
        return database;
    }

    /// Where it listens on this machine.
    public int port() {
        return port;
    }

    /// Of its only process.
    public long pid() {
        return process.pid();
    }

    /// Lets it collect its garbage, twice, and settle.
    public void collect() throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) {
            var command = new ArrayList<>(contestant.collect());
            command.add(Long.toString(pid()));
            var _ = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(60, TimeUnit.SECONDS);
            Thread.sleep(800); // given back to the system by and by, and nothing says when that has ended
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// Reads what it prints to the end, on a thread of its own: a full pipe would stop it.
    private static int listening(Process process, Path log) throws IOException, InterruptedException {
        var port = new CompletableFuture<Integer>();
        Files.writeString(log, "");
        Thread.ofVirtual().start(() -> {
            try (var output = process.inputReader()) {
                copy(output, log, port);
                port.completeExceptionally(new IOException("it ended"));
            } catch (IOException e) {
                port.completeExceptionally(e);
            }
        });
        try {
            return port.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the server did not start; it said:\n" + Files.readString(log), e);
        }
    }

    private static void copy(BufferedReader output, Path log, CompletableFuture<Integer> port) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            var found = LISTENING.matcher(line);
            if (found.find()) {
                port.complete(Integer.valueOf(found.group(1)));
            }
        }
    }
}
