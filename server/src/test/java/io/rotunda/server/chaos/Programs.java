package io.rotunda.server.chaos;

import io.rotunda.persistence.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// PostgreSQL's programs, unpacked once for all tests and runs: that takes longer than anything else when a server
/// starts for the first time.
public final class Programs {
    private Programs() {}

    /// The product unpacks them when it starts one of its own.
    static Path unpacked() throws IOException {
        var home = Files.createDirectories(Artifacts.target().resolve("chaos-postgres"));
        try (var _ = Turn.in(home)) {
            if (!Files.isDirectory(home.resolve("postgres/data"))) {
                LocalPostgres.start(home).close();
            }
        }
        try (var found = Files.newDirectoryStream(home.resolve("postgres"), "programs-*")) {
            return found.iterator().next();
        }
    }

    /// Makes them appear where a server looks for them that keeps its data there.
    public static void linkInto(Path dataDir) throws IOException {
        var programs = unpacked();
        var link = Files.createDirectories(dataDir.resolve("postgres")).resolve(programs.getFileName());
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, programs);
        }
    }
}
