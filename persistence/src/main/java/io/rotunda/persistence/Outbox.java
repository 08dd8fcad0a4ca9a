package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What the receiver of webhooks is still to be told. Messages and changes get there with the statement that commits
/// them; who delivers holds the [OutboxLease]. Any thread; blocks.
public final class Outbox {
    /// The room's number where it has one, so that what happens in it is told in one order.
    private static final String ADD = """
            INSERT INTO outbox (line, id, at, tenant, room, event, payload)
            SELECT
              coalesce(
                (SELECT r.room_id FROM rooms r
                 WHERE r.tenant = h.tenant AND r.wire_id = h.wire_id AND r.kind = h.kind LIMIT 1),
                hashtextextended(h.tenant || ' ' || h.room, 0) | (1::bigint << 63)),
              h.id, timestamptz 'epoch' + h.at * interval '1 millisecond', h.tenant, h.room, h.event, h.payload
            FROM unnest(?::uuid[], ?::int8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::json[])
              WITH ORDINALITY AS h(id, at, kind, wire_id, tenant, room, event, payload, number)
            ORDER BY number
            """;

    /// One row, however often: one that was there before becomes part of it. It gets a place of its own, as the one
    /// before may be told at this moment, and is taken out then.
    private static final String ADD_GAP = """
            WITH earlier AS (
              DELETE FROM outbox WHERE line = 0 AND lost IS NOT NULL RETURNING at, first_at, lost
            )
            INSERT INTO outbox (line, at, lost, first_at)
            SELECT
              0, greatest(max(at), ?::timestamptz), coalesce(sum(lost), 0) + ?,
              least(min(first_at), ?::timestamptz)
            FROM earlier
            """;

    /// Those who deliver give up on the database this soon.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConnectionPool pool;
    private final DataSource deliverers;
    private volatile Runnable noted = () -> {};

    Outbox(DatabaseUrl url, ConnectionPool pool) {
        this.pool = pool;
        deliverers = Sessions.impatient(url, PATIENCE);
    }

    /// Hears whenever something may have been put here by this process.
    ///
    /// @param listener must not block
    public void onNoted(Runnable listener) {
        noted = listener;
    }

    void noted() {
        noted.run();
    }

    /// Notes what happened, in this order.
    ///
    /// @throws Unavailable if it cannot be; in doubt, it may have been, and can be again
    public void add(List<Happening> happenings) {
        var ids = ArrayColumn.uuids();
        var times = ArrayColumn.longs();
        var kinds = ArrayColumn.texts();
        var wireIds = ArrayColumn.texts();
        var tenants = ArrayColumn.texts();
        var rooms = ArrayColumn.texts();
        var events = ArrayColumn.texts();
        var payloads = ArrayColumn.jsons();
        for (var happening : happenings) {
            var room = happening.room();
            var timeline = room instanceof RoomId.Timeline known ? known : null;
            ids.add(happening.id());
            times.add(happening.at().toEpochMilli());
            kinds.add(timeline == null ? null : Address.kind(timeline));
            wireIds.add(timeline == null ? null : Address.wireId(timeline));
            tenants.add(room.tenant());
            rooms.add(room.wireName());
            events.add(happening.event());
            payloads.add(happening.payload());
        }
        ask(ADD, statement -> {
            int parameter = 0;
            for (var column : List.of(ids, times, kinds, wireIds, tenants, rooms, events, payloads)) {
                column.bind(statement, ++parameter);
            }
        });
    }

    /// Notes that things happened that nobody could note.
    ///
    /// @throws Unavailable if this cannot be noted either
    public void addGap(long lost, Instant since, Instant until) {
        ask(ADD_GAP, statement -> {
            statement.setObject(1, until.atOffset(ZoneOffset.UTC));
            statement.setLong(2, lost);
            statement.setObject(3, since.atOffset(ZoneOffset.UTC));
        });
    }

    /// Becomes the one who delivers.
    ///
    /// @return null if somebody else is
    /// @throws Unavailable if the database cannot be asked
    public @Nullable OutboxLease claim() {
        return OutboxLease.claim(deliverers, PATIENCE);
    }

    private void ask(String sql, Parameters parameters) {
        pool.ask(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                parameters.set(statement);
                return statement.executeUpdate();
            }
        });
        noted();
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}
