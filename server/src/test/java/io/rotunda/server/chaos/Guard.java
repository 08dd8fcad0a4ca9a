package io.rotunda.server.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Cleans up when this process is gone, however it went: a shell that waits for the end of its input, then kills the
/// processes that were still running and unmounts and deletes what they used.
final class Guard implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            declare -A processes mounts directories
            while read -r deed what; do
              case $deed in
                watch) processes[$what]=1 ;;
                ended) unset "processes[$what]" ;;
                mount) mounts[$what]=1 ;;
                directory) directories[$what]=1 ;;
              esac
            done
            for process in "${!processes[@]}"; do
              kill -KILL $(cat /proc/"$process"/task/*/children 2>/dev/null) "$process" 2>/dev/null
            done
            for mount in "${!mounts[@]}"; do umount -l "$mount" 2>/dev/null; done
            for directory in "${!directories[@]}"; do rm -rf "$directory"; done
            """;

    private final Process shell;
    private final OutputStream input;

    Guard() throws IOException {
        shell = new ProcessBuilder("bash", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        input = shell.getOutputStream();
    }

    /// A process that must not outlive us, nor its children.
    Process watch(Process process) {
        say("watch " + process.pid());
        var _ = process.onExit().thenAccept(ended -> say("ended " + ended.pid()));
        return process;
    }

    void unmountLater(Path directory) {
        say("mount " + directory);
    }

    void deleteLater(Path directory) {
        say("directory " + directory);
    }

    /// Cleans up now.
    @Override
    public void close() {
        try {
            synchronized (this) {
                input.close();
            }
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void say(String line) {
        try {
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException _) {
            // It is closed: nothing is left to be watched.
        }
    }
}
