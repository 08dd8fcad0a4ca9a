package io.rotunda.persistence;

import java.sql.Connection;
import java.sql.SQLException;
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

    private final DataSource source;
    private final String settings;
    private @Nullable Session session;

    LaneLink(DataSource source, String settings) {
        this.source = source;
        this.settings = settings;
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

    private Session open() throws SQLException {
        var connection = source.getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute(settings);
            statement.execute(PLAN);
            var numbers = new RoomNumbers(connection);
            return new Session(
                    connection,
                    new InsertBatch(connection, numbers),
                    new FindStored(connection),
                    new ApplyBatch(connection, numbers),
                    new FindChanges(connection),
                    new ChannelRows(connection));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    record Session(
            Connection connection,
            InsertBatch insert,
            FindStored find,
            ApplyBatch apply,
            FindChanges findChanges,
            ChannelRows channels) {
        private void close() {
            try {
                connection.close();
            } catch (SQLException _) {
                // It was to be gone, and is.
            }
        }
    }
}
