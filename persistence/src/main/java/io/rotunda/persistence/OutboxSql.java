package io.rotunda.persistence;

/// What is done to the outbox as a whole.
final class OutboxSql {
    // Each step is one descent of the index, however much waits in a line.
    static final String LINES = """
            WITH RECURSIVE found AS (
              (SELECT line FROM outbox WHERE line > ? ORDER BY line LIMIT 1)
              UNION ALL
              SELECT (SELECT o.line FROM outbox o WHERE o.line > found.line ORDER BY o.line LIMIT 1)
              FROM found WHERE found.line IS NOT NULL
            )
            SELECT line FROM found WHERE line IS NOT NULL LIMIT ?
            """;

    static final String DELETE = """
            DELETE FROM outbox o USING unnest(?::int8[], ?::int8[]) AS d(line, position)
            WHERE o.line = d.line AND o.position = d.position
            """;

    // No more than can be counted in time, however much there is.
    static final String COUNT = """
            SELECT count(*) FROM (
              SELECT FROM outbox WHERE lost IS NULL AND position > 0 ORDER BY position LIMIT ?
            ) o
            """;

    // More than these cannot be there. Both ends of the index.
    static final String SPAN = """
            SELECT
              (SELECT position FROM outbox WHERE lost IS NULL AND position > 0 ORDER BY position DESC LIMIT 1)
              - (SELECT position FROM outbox WHERE lost IS NULL AND position > 0 ORDER BY position LIMIT 1) + 1
            """;

    static final String OLDEST = """
            SELECT at FROM outbox WHERE lost IS NULL AND position > 0 ORDER BY position LIMIT 1
            """;

    static final String GAPS = "SELECT count(*) FROM outbox WHERE lost IS NOT NULL";

    static final String GIVE_WAY = gaps("""
            oldest AS MATERIALIZED (
              SELECT line, position, at FROM outbox WHERE lost IS NULL AND position > 0 ORDER BY position LIMIT ?
            ), gone AS (
              DELETE FROM outbox o USING oldest
              WHERE o.line = oldest.line AND o.position = oldest.position AND oldest.at < ?
              RETURNING o.line, o.position, o.seq, o.at, o.tenant, o.room
            )
            """, "true");

    // What a room that is being erased was still to be told of: there is nothing left that could be told. What has
    // its payload with it is told. Up to the position in the last parameter, which is that of the second, everything
    // was told, a gap too.
    static final String GIVE_WAY_DELETED = gaps("""
            waiting AS MATERIALIZED (
              SELECT o.line, o.position, e.tenant, e.room FROM erasures e JOIN outbox o ON o.line = e.room_id
              WHERE e.room_id = ? AND o.position > ? AND o.seq IS NOT NULL AND o.lost IS NULL
              ORDER BY o.position LIMIT 5000
            ), gone AS (
              DELETE FROM outbox o USING waiting
              WHERE o.line = waiting.line AND o.position = waiting.position
              RETURNING o.line, o.position, o.seq, o.at, waiting.tenant, waiting.room
            )
            """, "o.position > ?");

    // Those that had the name of their room from the room.
    static final String NAME_GAPS = """
            UPDATE outbox o SET tenant = e.tenant, room = e.room FROM erasures e
            WHERE e.room_id = ? AND o.line = e.room_id AND o.lost IS NOT NULL AND o.room IS NULL
            """;

    static final String JOIN_GAPS = """
            WITH gone AS (
              DELETE FROM outbox WHERE lost IS NOT NULL RETURNING at, first_at, lost
            )
            INSERT INTO outbox (line, at, lost, first_at)
            SELECT 0, max(at), sum(lost), min(first_at) FROM gone HAVING count(*) > 0
            """;

    private OutboxSql() {}

    /// A gap lies where the last of those lay that gave way: behind what was told before it. One that was there before
    /// becomes part of it, and may be the one that lies further behind: in a room that was deleted, what happened
    /// before a gap gives way after it.
    ///
    /// @param earlier which of those that were there before
    private static String gaps(String gone, String earlier) {
        return "WITH " + gone + """
            , share AS MATERIALIZED (
              SELECT
                line, max(position) AS position, min(seq) AS first_seq, max(seq) AS seq, min(at) AS first_at,
                max(at) AS at, min(tenant) AS tenant, min(room) AS room, count(*) AS lost
              FROM gone GROUP BY line
            ), earlier AS (
              DELETE FROM outbox o USING share WHERE o.line = share.line AND o.lost IS NOT NULL AND %s
              RETURNING o.line, o.position, o.at, o.seq, o.first_seq, o.first_at, o.lost
            ), joined AS (
              SELECT
                line, max(position) AS position, max(at) AS at, min(first_seq) AS first_seq, max(seq) AS seq,
                min(first_at) AS first_at, sum(lost) AS lost
              FROM earlier GROUP BY line
            ), gaps AS (
              INSERT INTO outbox (line, position, at, seq, tenant, room, lost, first_seq, first_at)
              SELECT
                line, greatest(s.position, j.position), greatest(s.at, j.at), greatest(s.seq, j.seq), s.tenant, s.room,
                s.lost + coalesce(j.lost, 0), least(s.first_seq, j.first_seq), least(s.first_at, j.first_at)
              FROM share s LEFT JOIN joined j USING (line)
            )
            SELECT coalesce(sum(lost), 0) FROM share
            """.formatted(earlier);
    }
}
