package io.rotunda.bench.contest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Ends what was started when this process is gone, however it went: a shell that waits for the end of its input.
final class Guard implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            declare -A processes
            while read -r deed process; do
              case $deed in
                watch) processes[$process]=1 ;;
                ended) unset "processes[$process]" ;;
              esac
            done
            for process in "${!processes[@]}"; do
              kill -TERM "$process" 2>/dev/null
            done
            for process in "${!processes[@]}"; do
              for _ in {1..50}; do kill -0 "$process" 2>/dev/null || break; sleep 0.1; done
              kill -KILL $(cat /proc/"$process"/task/*/children 2>/dev/null) "$process" 2>/dev/null
            done
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

    void watch(long pid) {
        say("watch " + pid);
    }

    void ended(long pid) {
        say("ended " + pid);
    }

    @Override
    public void close() throws IOException {
        input.close();
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
