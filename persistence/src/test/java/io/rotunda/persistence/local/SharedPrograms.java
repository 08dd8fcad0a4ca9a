package io.rotunda.persistence.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// Spares each test the unpacking: the programs are those that all tests share.
public final class SharedPrograms {
    private SharedPrograms() {}

    /// Tests in another process may want them at the same time.
    static synchronized Path unpack() throws IOException {
        var home = Files.createDirectories(Path.of("target", "postgres")).toRealPath();
        try (var file = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            return PostgresBinaries.unpack(home);
        }
    }

    /// Makes the programs appear where [LocalPostgres] looks for them.
    public static void linkInto(Path dataDir) throws IOException {
        var programs = Objects.requireNonNull(unpack().getParent());
        var link = Files.createDirectories(dataDir.resolve("postgres")).resolve(programs.getFileName());
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, programs);
        }
    }
}
