package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.poison;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Outcomes.append;
import static io.rotunda.persistence.Outcomes.committed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PoisonIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    @Test
    void aMessageThatPostgresqlRefusesFailsAloneInItsBatch() throws Exception {
        var room = room();
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(1000, 1 << 20, 500)) {
            commits.submit(draft(held.room(), "in the way"), _ -> {});
            held.awaitWaiter();
            var pending = IntStream.range(0, 100)
                    .mapToObj(i -> commits.submit(i == 37 ? poison(room) : draft(room, "good " + i), _ -> {}))
                    .toList();
            held.release();
            assertThrows(Unstorable.class, pending.get(37)::await);
            assertEquals(
                    LongStream.rangeClosed(1, 99).boxed().toList(),
                    IntStream.range(0, 100)
                            .filter(i -> i != 37)
                            .mapToObj(i -> committed(pending.get(i).await()).seq())
                            .toList());
        }
    }

    @Test
    void anIdThatNamesAnotherMessageIsRefused() {
        var messages = DATABASE.messages();
        var first = append(messages, draft(room(), "hi")).draft();
        var elsewhere = new Draft(
                first.id(), room(), Drafts.user("ann"), "Ann", "hi", "text", null, "[]", "[]", null, null, null);
        assertThrows(Unstorable.class, () -> messages.append(elsewhere, _ -> {}));
    }

    @Test
    void textThatPostgresqlCannotHoldIsRefusedBeforeItMeetsOthers() {
        for (var text : new String[] {"\0", "a\0b", "\ud800", "\udc00", "\udc00\ud800", "x\ud83dy"}) {
            assertThrows(Unstorable.class, () -> DATABASE.messages().append(draft(room(), text), _ -> {}));
        }
    }

    @Test
    void aChangeThatPostgresqlRefusesFailsAloneInItsBatch() throws Exception {
        var message = append(DATABASE.messages(), draft(room(), "hi"));
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(1000, 1 << 20, 500)) {
            commits.submit(draft(held.room(), "in the way"), _ -> {});
            held.awaitWaiter();
            var pending = IntStream.range(0, 40)
                    .mapToObj(i -> i == 17 ? Edits.poison(message) : Edits.react("user-" + i, message, "👍"))
                    .map(change -> commits.submit(new PendingChange(change, _ -> {})))
                    .toList();
            held.release();
            assertThrows(Unstorable.class, pending.get(17)::await);
            assertEquals(
                    LongStream.rangeClosed(2, 40).boxed().toList(),
                    IntStream.range(0, 40)
                            .filter(i -> i != 17)
                            .mapToObj(i -> Edits.made(pending.get(i).await()).seq())
                            .toList());
        }
    }

    @Test
    void aPatchThatPostgresqlRefusesIsRefused() {
        var channel = Drafts.channel();
        DATABASE.timelines().create(channel);
        var patch = new Channel.Patch(Map.of(Channel.Attribute.METADATA, "no json"));
        var channels = DATABASE.database().stores().channels();
        assertThrows(Unstorable.class, () -> channels.update(channel, patch, _ -> {}));
    }
}
