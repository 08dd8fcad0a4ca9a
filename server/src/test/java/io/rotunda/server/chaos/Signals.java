package io.rotunda.server.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What the kernel does to a process and its children.
final class Signals {
    private Signals() {}

    static void kill(Process process) throws IOException {
        var all = family(process);
        send("KILL", all); // who has ended meanwhile is not missed
        for (var one : all) {
            one.onExit().join();
        }
    }

    /// Ends it if it has not ended by then, so that nobody waits for it in vain. Cancel what is returned when it has.
    static CompletableFuture<Void> killAfter(Duration patience, Process process) {
        return CompletableFuture.runAsync(
                process::destroyForcibly,
                CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    static void stop(Process process) throws IOException {
        sendToAll("STOP", process);
    }

    static void resume(Process process) throws IOException {
        sendToAll("CONT", process);
    }

    private static List<ProcessHandle> family(Process process) {
        var family = new ArrayList<ProcessHandle>();
        family.add(process.toHandle());
        process.descendants().forEach(family::add);
        return family;
    }

    /// A child may have ended meanwhile; that is not an error.
    private static void sendToAll(String signal, Process process) throws IOException {
        if (send(signal, family(process)) != 0 && send(signal, List.of(process.toHandle())) != 0) {
            throw new IOException("could not send " + signal + " to " + process.pid());
        }
    }

    /// @return 0 if all of them got it
    private static int send(String signal, List<ProcessHandle> processes) throws IOException {
        var command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(one -> command.add(Long.toString(one.pid())));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }
}
