package io.rotunda.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Looks up which changes were made, under the ids of the attempts. One thread at a time.
final class FindChanges {
    static final String SQL = """
            SELECT attempt.number, %s
            FROM unnest(?::uuid[]) WITH ORDINALITY AS attempt(id, number)
            CROSS JOIN LATERAL (SELECT * FROM changes c WHERE c.id = attempt.id LIMIT 1) c
            %s
            """.formatted(ChangeRows.COLUMNS, ChangeRows.VERSION);

    private final PreparedStatement statement;
    private final ArrayColumn ids = ArrayColumn.uuids();

    FindChanges(Connection connection) throws SQLException {
        statement = connection.prepareStatement(SQL);
    }

    Map<PendingChange, Changed> among(List<PendingChange> changes) throws SQLException {
        ids.clear();
        for (var pending : changes) {
            ids.add(pending.attempt());
        }
        ids.bind(statement, 1);
        var made = new HashMap<PendingChange, Changed>();
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                var pending = changes.get(row.getInt(1) - 1);
                made.put(pending, Objects.requireNonNull(ChangeRows.read(row, 2, pending.room())));
            }
        }
        return made;
    }
}
