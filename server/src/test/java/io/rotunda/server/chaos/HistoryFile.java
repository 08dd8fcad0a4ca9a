package io.rotunda.server.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The file with everything that happened, as lines of JSON, and the clock of all who write to it. Any thread.
final class HistoryFile implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter writer;
    private final long startedAt = System.currentTimeMillis();
    private final long startedNanos = System.nanoTime();

    HistoryFile(Path file) throws IOException {
        writer = Files.newBufferedWriter(file);
    }

    /// When the run began, in milliseconds of the epoch; `t` is counted from here.
    long startedAt() {
        return startedAt;
    }

    double now() {
        return Math.round((System.nanoTime() - startedNanos) / 1e3) / 1e3;
    }

    void record(String type, Consumer<ObjectNode> fields) {
        var line = JSON.createObjectNode().put("t", now()).put("type", type);
        fields.accept(line);
        add(line.toString());
    }

    /// A line that a client wrote.
    synchronized void add(String line) {
        try {
            writer.write(line);
            writer.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
