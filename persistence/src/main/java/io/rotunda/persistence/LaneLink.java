package io.rotunda.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A lane's own connection to the database, with its statements prepared. Used by the lane's thread only.
final class LaneLink {
    /// Each statement here has one good plan, and planning takes longer than inserting a few rows. The plan is
    /// kept as long as the connection: it must be the good one also if it was made while the tables were empty.
    static final String PLAN = """
            SET plan_cache_mode = force_generic_plan;
            SET enable_bitmapscan = off;
            SET enable_nestloop = off
            """;

    private static final String WHO = "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";

    private static final String END =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = ? AND backend_start = ?";

    private final DataSource source;
    private final String settings;
    private final boolean noted;
    private final List<Backend> lost = new ArrayList<>();
    private @Nullable Session session;

    LaneLink(DataSource source, String settings) {
        this(source, settings, false);
    }

    /// @param noted whether what is committed is noted in the outbox
    LaneLink(DataSource source, String settings, boolean noted) {
        this.source = source;
        this.settings = settings;
        this.noted = noted;
    }

    /// The connection that there is, or a new one.
    Session session() throws SQLException {
        var current = session;
        if (current == null) {
            current = open();
            session = current;
        }
        return current;
    }

    /// Whether there is a connection, as far as we know.
    boolean connected() {
        return session != null;
    }

    /// Whether the database answers, asked on the connection that there is, or by making one.
    boolean alive() {
        try {
            var current = session();
            if (current.connection.isValid((int) Sessions.CONNECT.toSeconds())) {
                return true;
            }
        } catch (SQLException _) {
            // As good as not valid.
        }
        drop();
        return false;
    }

    /// Gives the connection up. Whatever runs on it at the database may still end either way.
    void drop() {
        var current = session;
        session = null;
        if (current != null) {
            current.close();
        }
    }

    /// The same in the middle of a statement that may change something: its backend may still commit it, however long
    /// ago we went away.
    void lose() {
        if (session != null) {
            lost.add(session.backend);
        }
        drop();
    }

    /// Ends the backends of the statements that were lost.
    ///
    /// @return whether none of them lives: what they did can be seen now, and they do nothing more
    boolean lostAreGone() throws SQLException {
        if (lost.isEmpty()) {
            return true;
        }
        try (var statement = session().connection.prepareStatement(END)) {
            for (var backend : List.copyOf(lost)) {
                if (!backend.lives(statement)) {
                    lost.remove(backend);
                }
            }
        }
        return lost.isEmpty();
    }

    /// Nobody asks any more what became of their statements.
    void forgetLost() {
        lost.clear();
    }

    private Session open() throws SQLException {
        var connection = source.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute(settings);
            statement.execute(PLAN);
            var numbers = new RoomNumbers(connection);
            return new Session(
                    connection,
                    Backend.of(connection),
                    new InsertBatch(connection, numbers, noted),
                    new FindStored(connection),
                    new ApplyBatch(connection, numbers, noted),
                    new FindChanges(connection),
                    new ChannelRows(connection),
                    new RoomLists(connection));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    record Session(
            Connection connection,
            Backend backend,
            InsertBatch insert,
            FindStored find,
            ApplyBatch apply,
            FindChanges findChanges,
            ChannelRows channels,
            RoomLists lists) {
        private void close() {
            try {
                connection.close();
            } catch (SQLException _) {
                // It was to be gone, and is.
            }
        }
    }

    /// A process of the database. Process ids are used again.
    private record Backend(int pid, OffsetDateTime startedAt) {
        static Backend of(Connection connection) throws SQLException {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(WHO)) {
                row.next();
                return new Backend(row.getInt(1), row.getObject(2, OffsetDateTime.class));
            }
        }

        boolean lives(PreparedStatement end) throws SQLException {
            end.setInt(1, pid);
            end.setObject(2, startedAt);
            try (var row = end.executeQuery()) {
                return row.next();
            }
        }
    }
}
