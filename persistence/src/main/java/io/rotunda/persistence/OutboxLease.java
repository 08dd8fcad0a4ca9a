package io.rotunda.persistence;

import io.rotunda.persistence.Notice.About;
import io.rotunda.persistence.Notice.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The right to deliver what is in the outbox. One process has it at a time, as long as its connection to the database
/// lives: everything is asked on that connection, so whoever lost the right cannot do anything with it. Any thread.
///
/// After an [Unavailable] it is best closed, and claimed anew.
public final class OutboxLease implements AutoCloseable {
    /// So many gaps are kept apart, each with its room; one more, and all become one that says so of any room.
    static final int MAX_GAPS = 1_000;

    // A deleted row that comes back with a crash is delivered once more, which may happen anyway: no waiting for
    // the disk. A line is read in the order of its index, however much is in it: a plan for lines of the usual length
    // may sort. A lease whose process went without a word, as with its machine, ends within half a minute: also while
    // an answer is on its way to it, when nobody probes.
    static final String SETTINGS = """
            SET synchronous_commit = off;
            SET plan_cache_mode = force_generic_plan;
            SET enable_bitmapscan = off;
            SET tcp_keepalives_idle = 10;
            SET tcp_keepalives_interval = 5;
            SET tcp_keepalives_count = 3;
            SET tcp_user_timeout = 25000
            """;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final String CLAIM =
            "SELECT pg_try_advisory_lock(hashtextextended('rotunda outbox ' || current_schema(), 0))";

    private final Connection connection;
    private final ReentrantLock asking = new ReentrantLock();
    private final PreparedStatement lines;
    private final PreparedStatement next;
    private final PreparedStatement delete;
    private final PreparedStatement count;
    private final PreparedStatement span;
    private final PreparedStatement oldest;
    private final PreparedStatement giveWay;
    private final PreparedStatement giveWayDeleted;
    private final PreparedStatement gaps;
    private final PreparedStatement joinGaps;
    private final ArrayColumn deletedLines = ArrayColumn.longs();
    private final ArrayColumn deletedPositions = ArrayColumn.longs();

    private OutboxLease(Connection connection) throws SQLException {
        this.connection = connection;
        lines = connection.prepareStatement(OutboxSql.LINES);
        next = connection.prepareStatement(NoticeRows.NEXT);
        delete = connection.prepareStatement(OutboxSql.DELETE);
        count = connection.prepareStatement(OutboxSql.COUNT);
        span = connection.prepareStatement(OutboxSql.SPAN);
        oldest = connection.prepareStatement(OutboxSql.OLDEST);
        giveWay = connection.prepareStatement(OutboxSql.GIVE_WAY);
        giveWayDeleted = connection.prepareStatement(OutboxSql.GIVE_WAY_DELETED);
        gaps = connection.prepareStatement(OutboxSql.GAPS);
        joinGaps = connection.prepareStatement(OutboxSql.JOIN_GAPS);
    }

    /// @throws Unavailable if the database cannot be asked
    static @Nullable OutboxLease claim(DataSource source, Duration patience) {
        try {
            return open(source, patience);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static @Nullable OutboxLease open(DataSource source, Duration patience) throws SQLException {
        var connection = source.getConnection();
        boolean claimed = false;
        try (var statement = connection.createStatement()) {
            statement.execute(Sessions.settings(patience));
            statement.execute(SETTINGS);
            try (var row = statement.executeQuery(CLAIM)) {
                claimed = row.next() && row.getBoolean(1);
            }
            return claimed ? new OutboxLease(connection) : null;
        } catch (SQLException | RuntimeException e) {
            claimed = false;
            throw e;
        } finally {
            if (!claimed) {
                connection.close();
            }
        }
    }

    /// Lines with something to tell, in the order of their numbers.
    ///
    /// @param after the one behind which to begin
    public List<Long> lines(long after, int max) {
        return asking(() -> {
            lines.setLong(1, after);
            lines.setInt(2, max);
            var found = new ArrayList<Long>();
            try (var row = lines.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
            return found;
        });
    }

    /// The first of a line, as it is now. Where the room was deleted, that is a gap instead of all that it had to tell.
    ///
    /// @param after the position behind which to begin
    /// @return null if there is none
    public @Nullable Notice next(long line, long after) {
        var notice = first(line, after);
        if (notice == null || !(notice.about() instanceof About.Nothing)) {
            return notice;
        }
        boolean more = true;
        while (more) {
            more = giveWayDeleted(line, after);
        }
        return first(line, after); // also where it was the eraser who left the gap
    }

    private @Nullable Notice first(long line, long after) {
        return asking(() -> {
            next.setLong(1, line);
            next.setLong(2, after);
            try (var row = next.executeQuery()) {
                return row.next() ? NoticeRows.read(row, line) : null;
            }
        });
    }

    private boolean giveWayDeleted(long line, long after) {
        return asking(() -> {
            giveWayDeleted.setLong(1, line);
            giveWayDeleted.setLong(2, after);
            giveWayDeleted.setLong(3, after);
            return number(giveWayDeleted) > 0;
        });
    }

    /// Takes out what was delivered.
    public void delivered(List<Place> places) {
        asking(() -> {
            deletedLines.clear();
            deletedPositions.clear();
            for (var place : places) {
                deletedLines.add(place.line());
                deletedPositions.add(place.position());
            }
            deletedLines.bind(delete, 1);
            deletedPositions.bind(delete, 2);
            return delete.executeUpdate();
        });
    }

    /// When the oldest of what waits happened; null if nothing does.
    public @Nullable Instant oldest() {
        return asking(() -> {
            try (var row = oldest.executeQuery()) {
                return row.next() ? MessageRows.instant(row, 1) : null;
            }
        });
    }

    /// How much waits at most. Costs nothing.
    public long mayWait() {
        return asking(() -> number(span));
    }

    /// How much waits. Counts it.
    ///
    /// @param most where to stop
    public long waiting(long most) {
        return asking(() -> {
            count.setLong(1, most);
            return number(count);
        });
    }

    /// The oldest give way, and the receiver is told what it was not told of: in each line a gap.
    ///
    /// @param max how many at most
    /// @param before only what happened earlier than this
    /// @return how many gave way
    public long giveWay(int max, Instant before) {
        return asking(() -> {
            giveWay.setInt(1, max);
            giveWay.setObject(2, before.atOffset(ZoneOffset.UTC));
            return number(giveWay);
        });
    }

    /// Makes one gap of all, if there are too many to be kept apart: rooms that are deleted leave one each.
    public void joinGaps() {
        asking(() -> number(gaps) > MAX_GAPS ? joinGaps.executeUpdate() : 0);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It was to be gone, and is.
        }
    }

    /// Without what its message may quote.
    private static Unavailable unavailable(SQLException e) {
        return new Unavailable(Incident.describe(e), RETRY);
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private <T extends @Nullable Object> T asking(Question<T> question) {
        asking.lock();
        try {
            return question.ask();
        } catch (SQLException e) {
            throw unavailable(e);
        } finally {
            asking.unlock();
        }
    }

    private interface Question<T extends @Nullable Object> {
        T ask() throws SQLException;
    }
}
