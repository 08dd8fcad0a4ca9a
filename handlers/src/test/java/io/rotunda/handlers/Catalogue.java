package io.rotunda.handlers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The table of events in the documentation, as it is written there.
final class Catalogue {
    private static final Path PAGE = Path.of("..", "docs", "events.md");
    private static final List<Entry> ENTRIES = read();

    private Catalogue() {}

    static List<Entry> entries() {
        return ENTRIES;
    }

    static List<Entry> fromClients() {
        return ENTRIES.stream()
                .filter(entry -> entry.direction().equals("client"))
                .toList();
    }

    static List<Entry> fromTheServer() {
        return ENTRIES.stream()
                .filter(entry -> entry.direction().equals("server"))
                .toList();
    }

    /// What back ends call their own events is theirs to document: those of the tests begin with `custom:`.
    static void requireDocumented(String event) {
        if (event.startsWith("custom:")) {
            return;
        }
        if (fromTheServer().stream().noneMatch(entry -> entry.event().equals(event))) {
            throw new AssertionError(event + " is not in docs/events.md");
        }
    }

    private static List<Entry> read() {
        try (var lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| `"))
                    .map(line -> line.replace("`", "").split(" *\\| *", -1))
                    .map(cells -> new Entry(cells[1], cells[2], cells[3], cells[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One row.
    record Entry(String event, String direction, String where, String budget) {}
}
