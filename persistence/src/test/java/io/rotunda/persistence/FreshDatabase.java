package io.rotunda.persistence;

import io.rotunda.persistence.local.LocalPostgres;
import io.rotunda.persistence.local.SharedPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A database for one test class, in a PostgreSQL that is started once for all that run in this process.
final class FreshDatabase implements BeforeAllCallback, AfterAllCallback {
    private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    private @Nullable Database database;

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        administer("CREATE DATABASE " + name);
        database = Database.open(url(), 10);
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        database().close();
        administer("DROP DATABASE " + name + " WITH (FORCE)");
    }

    Database database() {
        return Objects.requireNonNull(database);
    }

    Messages messages() {
        return database().stores().messages();
    }

    Timelines timelines() {
        return database().stores().timelines();
    }

    /// Group commit of the test's own on this database, with one lane.
    GroupCommit groupCommit(int queuedRows, int queuedBytes, int batchRows) {
        var limits = new CommitLimits(
                1, queuedRows, queuedBytes, batchRows, 1 << 20, Duration.ofMillis(1), Duration.ofSeconds(5));
        return new GroupCommit(Sessions.impatient(url(), CommitLane.PATIENCE), limits);
    }

    /// Returns when nothing is left of the rooms that were deleted.
    void awaitErased() throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement("SELECT FROM erasures")) {
            boolean left = true;
            while (left) {
                try (var row = statement.executeQuery()) {
                    left = row.next();
                }
            }
        }
    }

    Connection connect() throws SQLException {
        return Sessions.unhurried(url()).getConnection();
    }

    /// A connection that sends statements as they are, placeholders too.
    Connection connectSimply() throws SQLException {
        return Sessions.unhurried(DatabaseUrl.parse(urlText() + "&preferQueryMode=simple"))
                .getConnection();
    }

    DatabaseUrl url() {
        return DatabaseUrl.parse(urlText());
    }

    int port() {
        var jdbc = Server.POSTGRES.url().jdbc();
        return Integer.parseInt(jdbc.substring(jdbc.lastIndexOf(':') + 1, jdbc.lastIndexOf('/')));
    }

    /// The same database, behind another port of this machine.
    DatabaseUrl url(int port) {
        return DatabaseUrl.parse(urlText().replace(":" + port() + "/", ":" + port + "/"));
    }

    private String urlText() {
        return urlText(name);
    }

    private static String urlText(String database) {
        var server = Server.POSTGRES.url();
        var user = server.parameters().get("user") + ":" + server.parameters().get("password");
        return server.jdbc().replace("//", "//" + user + "@").replace("/postgres", "/" + database) + "?sslmode=disable";
    }

    private static void administer(String sql) throws SQLException {
        // A machine that builds something else beside may take longer than our own connections have.
        var patient = DatabaseUrl.parse(urlText("postgres") + "&loginTimeout=60&connectTimeout=60");
        try (var connection = Sessions.unhurried(patient).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class Server {
        private static final LocalPostgres POSTGRES = start();

        private static LocalPostgres start() {
            try {
                // Some tests change the settings of the whole server, so each process of tests has its own.
                var home = Path.of("target", "postgres-" + Integer.getInteger("rotunda.test.fork", 1));
                SharedPrograms.linkInto(home);
                var postgres = LocalPostgres.start(home);
                Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
