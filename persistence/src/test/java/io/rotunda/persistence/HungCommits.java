package io.rotunda.persistence;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/// Until this is closed no commit of the server comes to its end, as if its disk hung: each waits, visible to nobody,
/// for a standby that there is not.
final class HungCommits implements AutoCloseable {
    private final Connection admin;
    private final Thread probe;

    HungCommits(FreshDatabase database) throws SQLException {
        admin = database.connect();
        execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        execute("SELECT pg_reload_conf()");
        probe = Thread.startVirtualThread(() -> {
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("SET application_name = 'probe'");
                while (!Thread.interrupted()) {
                    statement.execute("SELECT pg_logical_emit_message(true, '', '')");
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        await("probe");
    }

    /// Returns once one of ours hangs.
    ///
    /// @return its backend
    ProcessHandle await() throws SQLException {
        return await("rotunda");
    }

    static void stop(ProcessHandle backend) throws IOException {
        send("STOP", backend);
    }

    static void resume(ProcessHandle backend) throws IOException {
        send("CONT", backend);
    }

    @Override
    public void close() throws SQLException {
        probe.interrupt();
        execute("ALTER SYSTEM RESET synchronous_standby_names");
        execute("SELECT pg_reload_conf()");
        admin.close();
    }

    private ProcessHandle await(String application) throws SQLException {
        try (var statement = admin.prepareStatement("""
                SELECT pid FROM pg_stat_activity
                WHERE wait_event = 'SyncRep' AND application_name = ? AND datname = current_database()
                """)) {
            statement.setString(1, application);
            while (!Thread.interrupted()) { // by the test's time-out
                try (var row = statement.executeQuery()) {
                    if (row.next()) {
                        return ProcessHandle.of(row.getLong(1)).orElseThrow();
                    }
                }
            }
            throw new IllegalStateException("nothing hangs");
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void send(String signal, ProcessHandle process) throws IOException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }
}
