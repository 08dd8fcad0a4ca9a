package io.rotunda.server.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The process with the stock clients (`clients/chaos`), which talk and write down what they do and hear.
final class Clients implements AutoCloseable {
    /// How much longer than it was told to take it may take.
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Process process;
    private final HistoryFile history;
    private final CompletableFuture<Void> talking = new CompletableFuture<>();
    private final CompletableFuture<List<String>> settled = new CompletableFuture<>();
    private volatile Status status = new Status(0, 0, 0, 0, 0);

    /// What they have done so far.
    ///
    /// @param settled how many are connected, in all their rooms, and up to date
    record Status(long acked, long failed, long unknown, int clients, int settled) {
        boolean allSettled() {
            return clients > 0 && settled == clients;
        }
    }

    Clients(Guard guard, HistoryFile history) throws Exception {
        this.history = history;
        process = guard.watch(new ProcessBuilder(Artifacts.clients())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        var lines = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("clients").start(() -> listen(lines));
    }

    /// Lets them connect and enter, and returns when all of them talk.
    ///
    /// @param url where they connect
    /// @param segment names the rooms, so that each segment has its own
    void talk(String url, long seed, int segment, Pace pace) throws Exception {
        command("start", command -> {
            command.put("url", url).put("secret", Server.SECRET);
            command.put("seed", seed).put("segment", segment).put("startedAt", history.startedAt());
            command.putArray("think").add(pace.leastMs()).add(pace.mostMs());
        });
        talking.get(60, TimeUnit.SECONDS);
    }

    /// Waits until nobody talks any more, everything is known, and everybody has heard the last word.
    ///
    /// @return who is behind nevertheless
    List<String> settle(Duration patience) throws Exception {
        command("settle", command -> command.put("patience", patience.toMillis()));
        return settled.get(patience.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    }

    Status status() {
        return status;
    }

    boolean areAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        var late = Signals.killAfter(GRACE, process);
        process.onExit().join();
        late.cancel(false);
    }

    private void command(String name, Consumer<ObjectNode> fields) throws IOException {
        var command = HistoryFile.JSON.createObjectNode().put("do", name);
        fields.accept(command);
        process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    private void listen(BufferedReader lines) {
        try {
            lines.lines().forEach(this::heard);
        } catch (UncheckedIOException _) {
            // It was killed.
        }
        var gone = new IOException("the clients are gone");
        talking.completeExceptionally(gone);
        settled.completeExceptionally(gone);
    }

    private void heard(String line) {
        if (!line.startsWith("#")) {
            history.add(line);
            return;
        }
        int space = line.indexOf(' ');
        var fields = read(line.substring(space + 1));
        switch (line.substring(1, space)) {
            case "status" -> status = status(fields);
            case "talking" -> talking.complete(null);
            case "settled" -> settled.complete(names(fields.get("behind")));
            default -> throw new IllegalStateException(line);
        }
    }

    private static Status status(JsonNode fields) {
        return new Status(
                fields.get("acked").asLong(),
                fields.get("failed").asLong(),
                fields.get("unknown").asLong(),
                fields.get("clients").asInt(),
                fields.get("settled").asInt());
    }

    private static List<String> names(JsonNode array) {
        var names = new ArrayList<String>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static JsonNode read(String json) {
        try {
            return HistoryFile.JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
