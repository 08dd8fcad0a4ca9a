package io.rotunda.persistence;

import io.rotunda.persistence.Remembered.Reaction;
import io.rotunda.rooms.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a message lies in its row, with what was done to it.
final class RememberedRows {
    /// How many columns [#COLUMNS] names.
    static final int WIDTH = MessageRows.WIDTH + 4;

    /// Of `messages m` and of what [#REACTIONS] joins, in the order that [#read] expects.
    static final String COLUMNS = MessageRows.COLUMNS + ", m.deleted_at, x.emoji, x.counts, x.user_ids";

    /// One row for each message, with three arrays of one length: an emoji, how many users it has, one of them.
    static final String REACTIONS = """
            LEFT JOIN LATERAL (
              SELECT array_agg(e.emoji ORDER BY e.since, u.seq) AS emoji,
                array_agg(e.users ORDER BY e.since, u.seq) AS counts,
                array_agg(u.user_id ORDER BY e.since, u.seq) AS user_ids
              FROM message_emoji e CROSS JOIN LATERAL (
                SELECT r.user_id, r.seq FROM reactions r
                WHERE r.room_id = e.room_id AND r.message_seq = e.message_seq AND r.emoji = e.emoji
                ORDER BY r.seq LIMIT %d
              ) u
              WHERE m.emoji > 0 AND e.room_id = m.room_id AND e.message_seq = m.seq
            ) x ON true
            """.formatted(Reaction.MAX_USER_IDS);

    private RememberedRows() {}

    /// The message in the current row, from column `first` on; null if an outer join found none.
    static @Nullable Remembered read(ResultSet row, int first, RoomId.Timeline room) throws SQLException {
        var message = MessageRows.read(row, first, room);
        int deletedAt = first + MessageRows.WIDTH;
        return message == null
                ? null
                : new Remembered(message, reactions(row, deletedAt + 1), MessageRows.instant(row, deletedAt));
    }

    private static List<Reaction> reactions(ResultSet row, int first) throws SQLException {
        var array = row.getArray(first);
        if (array == null) {
            return List.of();
        }
        var emoji = (String[]) array.getArray();
        var counts = (Integer[]) row.getArray(first + 1).getArray();
        var userIds = (String[]) row.getArray(first + 2).getArray();
        var reactions = new ArrayList<Reaction>();
        for (int start = 0, end = 0; start < emoji.length; start = end) {
            while (end < emoji.length && emoji[end].equals(emoji[start])) {
                end++;
            }
            reactions.add(
                    new Reaction(emoji[start], counts[start], List.of(userIds).subList(start, end)));
        }
        return reactions;
    }
}
