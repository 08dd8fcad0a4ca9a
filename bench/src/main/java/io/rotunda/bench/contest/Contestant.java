package io.rotunda.bench.contest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A server that can be started: how, and whether it promises what we check.
///
/// @param name in tables and plots
/// @param ours whether a delivery that is missing, doubled or out of order makes the benchmark fail
/// @param directory where it is started
/// @param collect the command that makes it collect its garbage, before memory is measured; its process id follows
public record Contestant(
        String name,
        boolean ours,
        Path directory,
        List<String> command,
        Map<String, String> environment,
        List<String> collect) {
    /// Verifies the tokens of all clients.
    public static final String SECRET = "a secret that everybody may know, as it guards nothing";

    public Contestant {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        collect = List.copyOf(collect);
    }

    /// This server, as `scripts/serve` starts it, without a limit on what clients may send.
    static Contestant rotunda(Path repository) {
        return rotunda(
                "rotunda",
                repository,
                List.of(repository.resolve("scripts/serve").toString()));
    }

    /// Another build of this server. It starts without what was rehearsed: the first seconds are slower than ours.
    static Contestant jar(Path jar, Path repository) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var options = "@" + repository.resolve("server/jvm.options");
        return rotunda(String.valueOf(jar.getFileName()), repository, List.of(java, options, "-jar", jar.toString()));
    }

    private static Contestant rotunda(String name, Path repository, List<String> command) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return new Contestant(
                name,
                true,
                repository,
                command,
                Map.of(
                        "HOST", "127.0.0.1",
                        "AUTO_CREATE_ROOMS", "true",
                        "RATE_LIMIT_EVENTS", "0",
                        "SHUTDOWN_DRAIN_MS", "0"),
                List.of("bash", "-c", "exec " + jcmd + " \"$0\" GC.run"));
    }

    /// Socket.IO on Node.js, as an experienced team would write it. It promises no order.
    static Contestant socketio(Path repository) {
        return new Contestant(
                "socket.io",
                false,
                repository.resolve("bench/rivals/socketio"),
                List.of("node", "--expose-gc", "server.js"),
                Map.of("NODE_ENV", "production"),
                List.of("kill", "-USR2"));
    }
}
