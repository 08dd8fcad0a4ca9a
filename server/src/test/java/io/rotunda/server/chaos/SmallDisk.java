package io.rotunda.server.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// A file system of a few megabytes, which can be filled and freed.
final class SmallDisk {
    private static final int MEBIBYTES = 64;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /// Null if this user may not mount one.
    static @Nullable SmallDisk mount(Guard guard, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var mount = new ProcessBuilder(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + MEBIBYTES + "m,mode=0700",
                        "tmpfs",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (mount.waitFor() != 0) {
            return null;
        }
        guard.unmountLater(directory);
        return new SmallDisk(directory);
    }

    Path room() {
        return directory.resolve("wal");
    }

    void fill() throws IOException {
        try (var filler = Files.newOutputStream(filler(), StandardOpenOption.CREATE)) {
            var bytes = new byte[65_536];
            while (true) {
                filler.write(bytes);
            }
        } catch (IOException full) {
            if (directory.toFile().getUsableSpace() > 0) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }
}
