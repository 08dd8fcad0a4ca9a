package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Edits.id;
import static io.rotunda.persistence.Edits.made;
import static io.rotunda.persistence.Edits.update;
import static io.rotunda.persistence.Outcomes.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Changed.Fact;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Rooms of which more cannot be in memory at once than a few texts.
final class HeavyIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final int MANY = 60;
    private static final int LIMIT = 1_000;
    private static final int BYTES = 200_000;
    private static final int AT_ONCE = ByteBound.MAX_BYTES / BYTES + 1;

    private final Messages messages = DATABASE.messages();
    private final RoomId.Timeline room = room();
    private final Message first = append(messages, draft(room, "first"));

    @Test
    void whatWasMissedIsReadInPartsThatMemoryHolds() {
        var sent = sendMany();
        var read = new ArrayList<Message>();
        var at = id(first);
        Missed missed;
        do {
            missed = missed(at);
            assertTrue(missed.messages().size() <= AT_ONCE, "at once");
            missed.messages().forEach(one -> read.add(one.message()));
            assertEquals(read.getLast().seq(), missed.through());
            at = id(read.getLast());
        } while (missed.hasMore());
        assertEquals(sent, read);
    }

    @Test
    void changesWeighWhatTheySay() {
        var others = IntStream.range(0, MANY)
                .mapToObj(i -> {
                    made(DATABASE.database().stores().changes().apply(update(first, heavy(i)), _ -> {}));
                    return append(messages, draft(room, "light " + i));
                })
                .toList();
        var told = new ArrayList<Changed>();
        var read = new ArrayList<Message>();
        var at = id(first);
        Missed missed;
        do {
            missed = missed(at);
            assertTrue(missed.changes().size() <= AT_ONCE, "at once");
            told.addAll(missed.changes());
            missed.messages().forEach(one -> read.add(one.message()));
            at = id(read.getLast());
        } while (missed.hasMore());
        assertEquals(others, read);
        assertEquals(
                IntStream.range(0, MANY).mapToObj(HeavyIT::heavy).toList(),
                told.stream()
                        .map(one -> one.fact() instanceof Fact.Updated said ? said.content() : "")
                        .toList());
    }

    @Test
    void whereNoMessageEndsAPageTheLastUpdateOfAMessageIsTold() {
        for (int i = 0; i < MANY; i++) {
            made(DATABASE.database().stores().changes().apply(update(first, heavy(i)), _ -> {}));
        }
        assertEquals(
                List.of(new Fact.Updated(id(first), heavy(MANY - 1), null)),
                missed(id(first)).changes().stream().map(Changed::fact).toList());
    }

    @Test
    void whereEvenWhatLastsIsTooMuchTheClientStartsOver() {
        var sent = sendMany();
        for (int i = 0; i < MANY; i++) {
            made(DATABASE.database().stores().changes().apply(update(sent.get(i), heavy(MANY + i)), _ -> {}));
        }
        assertEquals(Optional.empty(), messages.missed(room, new Since.After(id(sent.getLast())), LIMIT, LIMIT));
    }

    @Test
    void metadataAndAttachmentsWeighTheirBytes() {
        var heavy = "{\"heavy\":\"" + "x".repeat(BYTES / 2) + "\"}";
        for (int i = 0; i < MANY; i++) {
            append(
                    messages,
                    new Draft(
                            Drafts.id(),
                            room,
                            Drafts.user("ann"),
                            "Ann",
                            "light",
                            "text",
                            null,
                            "[]",
                            "[" + heavy + "]",
                            heavy,
                            null,
                            null));
        }
        assertTrue(missed(id(first)).messages().size() <= AT_ONCE);
        assertTrue(missed(id(first)).hasMore());
    }

    @Test
    void historyIsReadInPartsToo() {
        var sent = sendMany();
        var latest = messages.latest(room, LIMIT);
        int shown = latest.messages().size();
        assertTrue(shown <= AT_ONCE && latest.hasMore());
        assertEquals(sent.subList(MANY - shown, MANY), Drafts.sent(latest));

        var before = messages.before(room, id(sent.get(MANY - 1)), LIMIT).orElseThrow();
        assertTrue(before.hasMore());
        assertEquals(sent.subList(MANY - 1 - before.messages().size(), MANY - 1), Drafts.sent(before));

        assertFalse(messages.before(room, id(sent.get(2)), LIMIT).orElseThrow().hasMore());

        var after = messages.after(room, id(first), LIMIT).orElseThrow();
        assertTrue(after.messages().size() <= AT_ONCE && after.hasMore());
        assertEquals(sent.subList(0, after.messages().size()), Drafts.sent(after));
    }

    @Test
    void oneThatWeighsMoreThanAllMayIsRead() {
        var huge = append(messages, draft(room, "x".repeat(ByteBound.MAX_BYTES + 1)));
        var last = append(messages, draft(room, "last"));
        assertEquals(
                List.of(huge),
                missed(id(first)).messages().stream().map(Remembered::message).toList());
        assertTrue(missed(id(first)).hasMore());
        assertEquals(
                List.of(huge), Drafts.sent(messages.before(room, id(last), 10).orElseThrow()));
    }

    private List<Message> sendMany() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> append(messages, draft(room, heavy(i))))
                .toList();
    }

    private Missed missed(MessageId since) {
        return messages.missed(room, new Since.After(since), LIMIT, LIMIT).orElseThrow();
    }

    private static String heavy(int number) {
        return "%06d".formatted(number) + "x".repeat(BYTES - 6);
    }
}
