package io.rotunda.persistence.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Spares each test the unpacking: the programs are those that all tests share.
final class SharedPrograms {
    private SharedPrograms() {}

    static Path unpack() throws IOException {
        return PostgresBinaries.unpack(
                Files.createDirectories(Path.of("target", "postgres")).toRealPath());
    }

    /// Makes the programs appear where [LocalPostgres] looks for them.
    static void linkInto(Path dataDir) throws IOException {
        var programs = Objects.requireNonNull(unpack().getParent());
        var home = Files.createDirectories(dataDir.resolve("postgres"));
        Files.createSymbolicLink(home.resolve(programs.getFileName()), programs);
    }
}
