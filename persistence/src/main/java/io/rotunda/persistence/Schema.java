package io.rotunda.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;

/// Makes sure that the database is one that we can work with, and that its tables are those of this version.
final class Schema {
    private static final int OLDEST = 140_000;
    private static final Duration RETRY = Duration.ofMillis(200);

    private Schema() {}

    /// Waits at most `patience` for a database that is still starting, then migrates. Several nodes may do
    /// this at the same time.
    ///
    /// @throws Unavailable if the database did not come
    /// @throws IllegalStateException if it refuses us, or is not fit
    static void bringUpToDate(DatabaseUrl url, Duration patience) {
        var source = Sessions.unhurried(url);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (var connection = source.getConnection()) {
                check(connection);
                break;
            } catch (SQLException e) {
                if (SqlFault.of(e) != SqlFault.LOST && !"53300".equals(e.getSQLState())) {
                    throw new IllegalStateException("the database at " + url + " refuses us: " + e.getMessage(), e);
                }
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    throw new Unavailable("no database answers at " + url, RETRY);
                }
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
        Flyway.configure().dataSource(source).load().migrate();
    }

    private static void check(Connection connection) throws SQLException {
        if (Integer.parseInt(setting(connection, "server_version_num")) < OLDEST) {
            throw new IllegalStateException(
                    "PostgreSQL 14 or newer is needed, this is " + setting(connection, "server_version"));
        }
        if (!setting(connection, "server_encoding").equals("UTF8")) {
            throw new IllegalStateException(
                    "the database's encoding must be UTF8, it is " + setting(connection, "server_encoding"));
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
