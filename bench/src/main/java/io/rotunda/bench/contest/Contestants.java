package io.rotunda.bench.contest;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds a contestant by what the command line calls it.
public final class Contestants {
    private Contestants() {}

    /// `rotunda`, `socket.io`, or the path of another build's jar.
    ///
    /// @throws IllegalArgumentException if it is none of these
    public static Contestant named(String name, Path repository) {
        return switch (name) {
            case "rotunda" -> Contestant.rotunda(repository);
            case "socket.io" -> Contestant.socketio(repository);
            default -> {
                var jar = Path.of(name).toAbsolutePath();
                if (!Files.isRegularFile(jar)) {
                    throw new IllegalArgumentException("no server: " + name);
                }
                yield Contestant.jar(jar, repository);
            }
        };
    }
}
