package io.rotunda.bench.contest;

import io.rotunda.persistence.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// The PostgreSQL below every server: the embedded one that development uses, with `fsync` and everything else that
/// durability needs. Each server has a database of its own in it, made anew.
public final class Database implements AutoCloseable {
    private final LocalPostgres postgres;
    private final long pid;
    private final int port;
    private final String password;

    private Database(LocalPostgres postgres, Path home) throws IOException {
        this.postgres = postgres;
        var lines = Files.readAllLines(home.resolve("data/postmaster.pid"));
        pid = Long.parseLong(lines.getFirst().strip());
        port = Integer.parseInt(lines.get(3).strip());
        password = Files.readString(home.resolve("password")).strip();
    }

    /// @param directory where it is kept between benchmarks: making it takes seconds
    static Database start(Path directory) throws IOException {
        return new Database(LocalPostgres.start(directory), directory.resolve("postgres"));
    }

    /// Of the process whose children serve the connections.
    public long pid() {
        return pid;
    }

    /// Makes an empty database, instead of the one that had this name.
    ///
    /// @return its address, as libpq, node-postgres and Rotunda read it
    public String create(String name) throws SQLException {
        execute(
                "DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)".formatted(name),
                "CREATE DATABASE \"%s\"".formatted(name));
        // What the one before left to be written must not be paid for by the next.
        execute("CHECKPOINT");
        return "postgres://rotunda:%s@127.0.0.1:%d/%s?sslmode=disable".formatted(password, port, name);
    }

    /// As PostgreSQL calls it.
    public String version() throws SQLException {
        try (var connection = DriverManager.getConnection(address(), "rotunda", password)) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    @Override
    public void close() {
        postgres.close();
    }

    private void execute(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(address(), "rotunda", password);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private String address() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable";
    }
}
