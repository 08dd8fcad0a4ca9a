package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        long pid;
        try (var printed = harness.inputReader()) {
            pid = Long.parseLong(printed.readLine());
            assertTrue(ProcessHandle.of(pid).isPresent());
            harness.destroyForcibly();
        }
        var left = ProcessHandle.of(pid);
        left.ifPresent(process -> process.onExit().join());
        while (Files.exists(directory.resolve("home"))) {
            Thread.onSpinWait(); // the directory goes last; the time-out is the test's
        }
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void whatEndedByItselfIsForgotten() throws IOException {
        var guard = new Guard();
        var process = guard.watch(new ProcessBuilder("true").start());
        process.onExit().join();
        guard.close();
        assertFalse(process.isAlive());
    }

    /// Starts a process that would run for ever, says which, and waits to be killed.
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            var guard = new Guard();
            guard.deleteLater(Files.createDirectories(Path.of(arguments[0])));
            System.out.println(
                    guard.watch(new ProcessBuilder("sleep", "600").start()).pid());
            System.in.read();
        }
    }
}
