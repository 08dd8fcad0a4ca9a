package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuardIT {
    @TempDir
    private Path directory;

    @Test
    void nothingOutlivesAHarnessThatIsKilled() throws Exception {
        var harness = new ProcessBuilder(
                        Artifacts.java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.resolve("home").toString())
                .start();
        List<ProcessHandle> left;
        try (var printed = harness.inputReader()) {
            left = Stream.of(printed.readLine().split(" "))
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
            harness.destroyForcibly();
        }
        left.forEach(process -> process.onExit().join());
        assertFalse(Files.exists(directory.resolve("home")));
    }

    @Test
    void whatEndedByItselfIsForgotten() throws IOException {
        var guard = new Guard();
        var process = guard.watch(new ProcessBuilder("true").start());
        process.onExit().join();
        guard.close();
        assertFalse(process.isAlive());
    }

    /// Starts a process that would run for ever, says what runs, its guard included, and waits to be killed.
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            var guard = new Guard();
            guard.deleteLater(Files.createDirectories(Path.of(arguments[0])));
            guard.watch(new ProcessBuilder("sleep", "600").start());
            System.out.println(ProcessHandle.current()
                    .children()
                    .map(child -> Long.toString(child.pid()))
                    .collect(Collectors.joining(" ")));
            System.in.read();
        }
    }
}
