package io.rotunda.server.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of our own, whose processes we can kill and stop: the programs that the product brings, as durable as
/// the product starts them, on a data directory of its own.
final class Postgres implements AutoCloseable {
    private static final String USER = "rotunda";
    private static final int START_ATTEMPTS = 600;

    /// Small segments that are never used again: a full disk is noticed within a megabyte.
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            // After a crash: one call for the file system, instead of one for each file.
            Map.entry("recovery_init_sync_method", "syncfs"),
            Map.entry("wal_recycle", "off"),
            Map.entry("min_wal_size", "2MB"),
            Map.entry("max_wal_size", "24MB"));

    private final Guard guard;
    private final Path programs;
    private final Path data;
    private final Path log;
    private final int port = Ports.free();
    private final Map<String, String> more;
    private @Nullable Process process;

    /// Makes the database, in `home`; does not start it.
    ///
    /// @param wal where the write-ahead log is kept; null: with everything else
    /// @param more settings that a test wants to be otherwise
    Postgres(Guard guard, Path home, @Nullable Path wal, Map<String, String> more) throws Exception {
        this.guard = guard;
        this.programs = Programs.unpacked().resolve("bin");
        this.data = home.resolve("data");
        this.log = home.resolve("postgres.log");
        this.more = Map.copyOf(more);
        var initdb = new ArrayList<>(List.of("--pgdata=" + data, "--username=" + USER, "--auth=trust"));
        initdb.addAll(List.of("--encoding=UTF8", "--no-locale", "--wal-segsize=1", "--no-sync"));
        if (wal != null) {
            initdb.add("--waldir=" + wal);
        }
        var made = program("initdb", initdb).start();
        if (made.waitFor() != 0) {
            throw new IOException("initdb failed: " + Files.readString(log));
        }
    }

    /// Starts it, recovering from a crash if need be, and waits until it answers.
    void start() throws Exception {
        var arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        more.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        var started = guard.watch(program("postgres", arguments).start());
        process = started;
        for (int attempt = 1; !answers(); attempt++) {
            if (attempt == START_ATTEMPTS || !started.isAlive()) {
                throw new IOException("PostgreSQL does not start: " + lastLines());
            }
            Thread.sleep(50);
        }
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /// Every process of it at once.
    void kill() throws IOException {
        Signals.kill(running());
    }

    void pause() throws IOException {
        Signals.stop(running());
    }

    void resume() throws IOException {
        Signals.resume(running());
    }

    /// A connection past the proxy.
    Connection connect() throws SQLException {
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&connectTimeout=2&socketTimeout=30";
        return DriverManager.getConnection(url, USER, "");
    }

    /// The address of the server's database, by way of a proxy.
    static String url(int proxyPort) {
        return "postgres://" + USER + "@127.0.0.1:" + proxyPort + "/postgres?sslmode=disable";
    }

    String version() throws SQLException {
        try (var connection = connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    String lastLines() throws IOException {
        var lines = Files.exists(log) ? Files.readAllLines(log) : List.<String>of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() throws IOException {
        if (isAlive()) {
            kill();
        }
    }

    private boolean answers() {
        try (var connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException _) {
            return false;
        }
    }

    private Process running() {
        return Objects.requireNonNull(process);
    }

    private ProcessBuilder program(String name, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        if (Files.getAttribute(programs, "unix:uid").equals(0)) { // PostgreSQL refuses to run as root
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
