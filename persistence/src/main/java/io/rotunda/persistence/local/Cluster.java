package io.rotunda.persistence.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL cluster in a directory, and the server process on it. One process at a time may hold this:
/// see [DirectoryLock].
final class Cluster {
    static final String USER = "rotunda";

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final int ATTEMPTS = 3;

    /// Said although most are defaults: this is what the promises rest on, whatever postgresql.conf says.
    private static final String SETTINGS = String.join(
            " ",
            "-c fsync=on",
            "-c full_page_writes=on",
            "-c synchronous_commit=on",
            "-c listen_addresses=127.0.0.1",
            "-c unix_socket_directories=",
            "-c max_connections=100",
            "-c log_checkpoints=off",
            // The detail of an error quotes the row, and rows hold what people wrote.
            "-c log_error_verbosity=terse",
            "-c log_min_error_statement=panic");

    private final Program program;
    private final Path directory;
    private final Path log;

    Cluster(Program program, Path home) {
        this.program = program;
        this.directory = home.resolve("data");
        this.log = home.resolve("server.log");
    }

    /// Makes the cluster, if it is not there. It gets its name when it is complete, whatever was killed meanwhile.
    void create(Path passwordFile) throws IOException {
        if (Files.exists(directory)) {
            return;
        }
        var unfinished = directory.resolveSibling("data.unfinished");
        PostgresBinaries.delete(unfinished);
        program.run(
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale");
        Files.move(unfinished, directory);
    }

    /// Starts the server on a free port of the loopback interface, recovering from a crash if need be.
    int start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                start(port);
                return port;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) { // somebody else may have taken the port meanwhile
                    throw new IOException("the embedded PostgreSQL does not start: " + lastLines(), e);
                }
            }
        }
    }

    void start(int port) throws IOException {
        program.run(
                "pg_ctl",
                "start",
                "--pgdata=" + directory,
                "--log=" + log,
                "--options=-p " + port + " " + SETTINGS,
                "--wait",
                "--timeout=60");
    }

    /// Stops the server: cleanly, or if that takes too long like a crash, which loses nothing either.
    void stop() throws IOException {
        try {
            stop("fast");
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL did not stop in time: {}", e.getMessage());
            stop("immediate");
        }
    }

    void stop(String mode) throws IOException {
        program.run("pg_ctl", "stop", "--pgdata=" + directory, "--mode=" + mode, "--wait", "--timeout=20");
    }

    /// Stops what a process that was killed left running. A process id that was left behind, but belongs to
    /// somebody else by now, would keep PostgreSQL from starting: it is removed.
    void stopOrphan() throws IOException {
        var pidFile = directory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        var process = process(pidFile);
        if (process.isEmpty()) {
            return; // nobody has this id: PostgreSQL sees that by itself
        }
        var command = process.get().info().commandLine();
        if (command.isEmpty()) {
            return; // not for us to judge: PostgreSQL refuses to start if it matters
        }
        if (!command.get().contains("postgres")) {
            Files.delete(pidFile);
        } else if (command.get().contains(directory.toString())) {
            LOG.info("Stopping the embedded PostgreSQL that a killed process left running");
            stop();
        }
    }

    private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
        var lines = Files.readAllLines(pidFile);
        try {
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException | java.util.NoSuchElementException _) {
            return Optional.empty(); // written only in part
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private List<String> lastLines() throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        var lines = Files.readAllLines(log);
        return lines.subList(Math.max(0, lines.size() - 5), lines.size());
    }
}
