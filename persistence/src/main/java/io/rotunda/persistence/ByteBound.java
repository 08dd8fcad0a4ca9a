package io.rotunda.persistence;

/// Keeps what one question reads out of memory where it is too much: a page shows a part of it, and the rest is asked
/// for again. The database counts before it fetches: the length of a long text is known without reading the text.
final class ByteBound {
    /// Texts of so many bytes are read at most, and what crosses that line. More than a page holds.
    static final int MAX_BYTES = 4 << 20;

    /// What a message weighs that is called `m`, with its reactions.
    static final String MESSAGE = """
            octet_length(m.content) + coalesce(octet_length(m.mentions::text), 0)
              + coalesce(octet_length(m.attachments::text), 0) + coalesce(octet_length(m.metadata::text), 0)
              + CASE WHEN m.emoji > 0 THEN coalesce((
                SELECT sum(64 * least(e.users, %d)) FROM message_emoji e
                WHERE e.room_id = m.room_id AND e.message_seq = m.seq), 0) ELSE 0 END
            """.formatted(Remembered.Reaction.MAX_USER_IDS);

    /// What a change weighs that is called `c`, with what [ChangeRows#VERSION] joins.
    static final String CHANGE = """
            64 * coalesce(cardinality(c.message_ids), 0)
              + CASE WHEN c.action = 'update' THEN coalesce((
                SELECT octet_length(v.content) + coalesce(octet_length(v.metadata::text), 0) FROM message_versions v
                WHERE v.room_id = c.room_id AND v.message_seq = c.message_seq AND v.seq >= c.seq
                ORDER BY v.seq LIMIT 1), 0) ELSE 0 END
            """;

    private ByteBound() {}

    /// The first of `rows`, one at least, with a column `cut_at` in each: null if these are all, otherwise the lowest
    /// `seq` of those that were left out.
    ///
    /// @param name what the rows are called in `weight`
    /// @param direction of `seq`: which come first
    static String first(String rows, String name, String weight, String direction) {
        return """
                SELECT * FROM (
                  SELECT %1$s.*, min(%1$s.seq) FILTER (WHERE %1$s.ahead >= %2$d) OVER () AS cut_at FROM (
                    SELECT %1$s.*, sum(%3$s) OVER (
                      ORDER BY %1$s.seq %4$s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ahead
                    FROM (%5$s) %1$s
                  ) %1$s
                ) %1$s
                WHERE %1$s.ahead IS NULL OR %1$s.ahead < %2$d
                """.formatted(name, MAX_BYTES, weight, direction, rows);
    }
}
