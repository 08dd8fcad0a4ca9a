package io.rotunda.persistence;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.persistence.Changes.Outcome;
import io.rotunda.rooms.RoomId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The one statement that commits a batch of changes: a function that the migrations made. One thread at a time.
final class ApplyBatch {
    static final String SQL = """
            SELECT number, outcome, position_taken, moment, metadata_now, named
            FROM apply_changes(
              ?::uuid[], ?::int8[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::json[],
              %d, %d, %d)
            """.formatted(Changes.MAX_EMOJI, Fact.ReadAll.MAX_MESSAGE_IDS, Changes.MAX_VERSIONS);

    /// The same, and what was made is noted in the outbox.
    static final String NOTED_SQL = """
            WITH applied AS MATERIALIZED (
            %s), noted AS (
              INSERT INTO outbox (line, seq, at)
              SELECT (?::int8[])[number], position_taken, moment FROM applied WHERE outcome = 'COMMITTED'
              ORDER BY 1, 2
            )
            SELECT number, outcome, position_taken, moment, metadata_now, named FROM applied
            """.formatted(SQL);

    private final PreparedStatement statement;
    private final RoomNumbers numbers;
    private final ArrayColumn ids = ArrayColumn.uuids();
    private final ArrayColumn roomIds = ArrayColumn.longs();
    private final ArrayColumn actions = ArrayColumn.texts();
    private final ArrayColumn messageIds = ArrayColumn.uuids();
    private final ArrayColumn organizationIds = ArrayColumn.texts();
    private final ArrayColumn userIds = ArrayColumn.texts();
    private final ArrayColumn userNames = ArrayColumn.texts();
    private final ArrayColumn texts = ArrayColumn.texts();
    private final ArrayColumn metadata = ArrayColumn.jsons();
    private final List<ArrayColumn> columns =
            List.of(ids, roomIds, actions, messageIds, organizationIds, userIds, userNames, texts, metadata);

    /// In the order of the parameters.
    private final List<ArrayColumn> parameters;

    /// @param noted whether what is committed is noted in the outbox
    ApplyBatch(Connection connection, RoomNumbers numbers, boolean noted) throws SQLException {
        statement = connection.prepareStatement(noted ? NOTED_SQL : SQL);
        parameters = noted ? Stream.concat(columns.stream(), Stream.of(roomIds)).toList() : columns;
        this.numbers = numbers;
    }

    /// Applies the changes of each room in the order given.
    ///
    /// @return what became of each, in the order given; null for one whose room was deleted a moment ago
    List<@Nullable Outcome> commit(List<PendingChange> changes) throws SQLException {
        var rooms = new HashSet<RoomId.Timeline>();
        changes.forEach(pending -> rooms.add(pending.room()));
        var known = numbers.existing(rooms);
        var outcomes = new ArrayList<@Nullable Outcome>(Collections.nCopies(changes.size(), null));
        var sent = new ArrayList<Integer>(changes.size());
        columns.forEach(ArrayColumn::clear);
        for (int i = 0; i < changes.size(); i++) {
            var number = known.get(changes.get(i).room());
            if (number == null) {
                outcomes.set(i, withoutRoom(changes.get(i).change().action()));
            } else {
                sent.add(i);
                add(changes.get(i), number);
            }
        }
        if (!sent.isEmpty()) {
            apply(changes, sent, outcomes);
        }
        return outcomes;
    }

    private void apply(List<PendingChange> changes, List<Integer> sent, List<@Nullable Outcome> outcomes)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            parameters.get(i).bind(statement, i + 1);
        }
        try (var row = statement.executeQuery()) {
            while (row.next()) {
                int i = sent.get(row.getInt(1) - 1);
                outcomes.set(i, outcome(row, changes.get(i).change()));
            }
        }
    }

    private @Nullable Outcome outcome(ResultSet row, Change change) throws SQLException {
        return switch (row.getString(2)) {
            case "COMMITTED" -> new Outcome.Committed(changed(row, change));
            case "UNCHANGED" -> new Outcome.Unchanged();
            case "NO_SUCH_MESSAGE" -> new Outcome.NoSuchMessage();
            case "NOT_THEIRS" -> new Outcome.NotTheirs();
            case "TOO_MANY_EMOJI" -> new Outcome.TooManyEmoji();
            case "NO_SUCH_ROOM" -> {
                numbers.forget(change.room());
                yield null;
            }
            default -> throw new IllegalStateException("no such outcome");
        };
    }

    private static Changed changed(ResultSet row, Change change) throws SQLException {
        var fact = switch (change.action()) {
            case Action.Update(var id, var content, var _) -> new Fact.Updated(id, content, row.getString(5));
            case Action.Delete(var id, var _) -> new Fact.Deleted(id);
            case Action.React(var id, var emoji, var add) -> new Fact.Reacted(id, emoji, add);
            case Action.Read(var id) -> new Fact.Read(id);
            case Action.ReadAll() -> new Fact.ReadAll(ChangeRows.ids(row, 6));
        };
        var at = Objects.requireNonNull(MessageRows.instant(row, 4));
        return new Changed(change.room(), row.getLong(3), at, change.user(), change.userName(), fact);
    }

    private void add(PendingChange pending, long roomId) {
        var change = pending.change();
        ids.add(pending.attempt());
        roomIds.add(roomId);
        organizationIds.add(change.user().organizationId());
        userIds.add(change.user().userId());
        userNames.add(change.userName());
        texts.add(pending.text());
        metadata.add(pending.metadata());
        switch (change.action()) {
            case Action.Update(var id, var _, var _) -> add("update", id);
            case Action.Delete(var id, var anyAuthor) -> add(anyAuthor ? "delete_any" : "delete", id);
            case Action.React(var id, var _, var add) -> add(add ? "react" : "unreact", id);
            case Action.Read(var id) -> add("read", id);
            case Action.ReadAll() -> add("read_all", null);
        }
    }

    private void add(String action, @Nullable MessageId messageId) {
        actions.add(action);
        messageIds.add(messageId == null ? null : messageId.uuid());
    }

    /// In a room that does not exist there is no message, and nothing to be read.
    private static Outcome withoutRoom(Action action) {
        return action instanceof Action.ReadAll ? new Outcome.Unchanged() : new Outcome.NoSuchMessage();
    }
}
