package io.rotunda.server.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the kernel does to a process and its children.
final class Signals {
    private Signals() {}

    static void kill(Process process) throws IOException {
        var all = family(process);
        send("KILL", all);
        for (var one : all) {
            one.onExit().join();
        }
    }

    static void stop(Process process) throws IOException {
        send("STOP", family(process));
    }

    static void resume(Process process) throws IOException {
        send("CONT", family(process));
    }

    private static List<ProcessHandle> family(Process process) {
        var family = new ArrayList<ProcessHandle>();
        family.add(process.toHandle());
        process.descendants().forEach(family::add);
        return family;
    }

    /// One of them may have ended meanwhile; that is not an error.
    private static void send(String signal, List<ProcessHandle> processes) throws IOException {
        var command = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(one -> command.add(Long.toString(one.pid())));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join();
    }
}
