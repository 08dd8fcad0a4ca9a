package io.rotunda.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Each sample as a line of JSON, written when it is there: what was measured survives an interruption.
public final class JsonLines {
    private final Path file;

    /// @param file is emptied
    public JsonLines(Path file) throws IOException {
        this.file = file;
        Files.writeString(file, "");
    }

    /// Appends a line.
    public void write(Sample sample) throws IOException {
        Files.writeString(file, line(sample) + "\n", StandardOpenOption.APPEND);
    }

    static String line(Sample sample) {
        var outcome = sample.outcome();
        var checks = outcome.checks();
        var values = new TreeMap<>(outcome.values())
                .entrySet().stream()
                        .map(value -> format(
                                "\"%s\":%s",
                                value.getKey().name().toLowerCase(Locale.ROOT),
                                Double.isFinite(value.getValue()) ? value.getValue() : "null"))
                        .collect(Collectors.joining(","));
        return format(
                "{\"scenario\":\"%s\",\"server\":\"%s\",\"round\":%d,\"size\":%s,\"values\":{%s},\"checks\":"
                        + "{\"expected\":%d,\"missing\":%d,\"duplicates\":%d,\"outOfOrder\":%d,\"strays\":%d}}",
                sample.scenario(),
                sample.server().replaceAll("[\"\\\\]", "_"),
                sample.round(),
                outcome.size(),
                values,
                checks.expected(),
                checks.missing(),
                checks.duplicates(),
                checks.outOfOrder(),
                checks.strays());
    }

    @SuppressWarnings("AnnotateFormatMethod") // the library with that annotation is not here
    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
