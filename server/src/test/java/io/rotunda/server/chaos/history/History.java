package io.rotunda.server.chaos.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The lines of one run. Read several times, and never held in memory as a whole.
public final class History {
    private final Supplier<Stream<String>> source;

    private History(Supplier<Stream<String>> source) {
        this.source = source;
    }

    /// In a file of JSON lines.
    public static History of(Path file) {
        return new History(() -> lines(file));
    }

    @SuppressWarnings("StreamResourceLeak") // whoever reads it closes it
    private static Stream<String> lines(Path file) {
        try {
            return Files.lines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static History of(List<String> lines) {
        return new History(lines::stream);
    }

    /// Tells each line in order.
    public void forEach(Consumer<Line> reader) {
        int number = 0;
        try (var lines = source.get()) {
            for (var text : (Iterable<String>) lines::iterator) {
                number++;
                if (!text.isBlank()) {
                    reader.accept(Lines.read(text, number));
                }
            }
        }
    }

    /// Tells the text of those lines.
    void quote(List<Integer> numbers, Consumer<String> reader) {
        int number = 0;
        try (var lines = source.get()) {
            for (var text : (Iterable<String>) lines::iterator) {
                number++;
                if (numbers.contains(number)) {
                    reader.accept(number + ": " + text);
                }
            }
        }
    }
}
