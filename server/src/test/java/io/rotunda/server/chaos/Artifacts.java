package io.rotunda.server.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the harness runs, in the repository.
final class Artifacts {
    private Artifacts() {}

    /// The repository, whether this runs in it or in a module of it.
    static Path root() {
        var here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("scripts/mvn"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new IllegalStateException("the fault harness runs in the repository");
        }
        return here;
    }

    static Path target() {
        return root().resolve("server/target");
    }

    static Path jar() throws IOException {
        var jar = target().resolve("rotunda.jar");
        if (!Files.exists(jar)) {
            throw new IOException("there is no " + jar + ": scripts/mvn -pl server -am package makes it");
        }
        return jar;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The program with the clients, and the libraries it needs, which are loaded the first time.
    static List<String> clients() throws Exception {
        var directory = root().resolve("clients/chaos");
        if (!Files.isDirectory(directory.resolve("node_modules/socket.io-client"))) {
            var npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--silent")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (npm.waitFor() != 0) {
                throw new IOException("npm ci failed in " + directory);
            }
        }
        return List.of("node", directory.resolve("main.js").toString());
    }
}
