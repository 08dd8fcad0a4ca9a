package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static io.rotunda.persistence.Drafts.room;
import static io.rotunda.persistence.Drafts.sent;
import static io.rotunda.persistence.Outcomes.append;
import static io.rotunda.persistence.Outcomes.atOnce;
import static io.rotunda.persistence.Outcomes.committed;
import static io.rotunda.persistence.Outcomes.repeated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.rotunda.persistence.Messages.Appended;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RepetitionIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private final Messages messages = DATABASE.messages();

    @Test
    void theSameAgainIsAnsweredWithTheFirstAndToldToNobody() {
        var room = room();
        var first = append(messages, draft(room, "ann", "hi", "o1"));
        var told = new ArrayList<Message>();
        assertEquals(first, repeated(messages.append(draft(room, "ann", "hi", "o1"), told::add)));
        assertEquals(List.of(), told);
        assertEquals(List.of(first), sent(messages.latest(room, 10)));
    }

    @Test
    void theSameFromAnAuthorWhoChangedTheirNameIsTheSame() {
        var room = room();
        var first = append(messages, draft(room, "ann", "hi", "o1"));
        var renamed = new Draft(
                Drafts.id(), room, Drafts.user("ann"), "Ann Smith", "hi", "text", null, "[]", "[]", null, null, "o1");
        assertEquals(first, repeated(messages.append(renamed, _ -> {})));
    }

    @Test
    void otherContentUnderTheSameOptimisticIdConflicts() {
        var room = room();
        append(messages, draft(room, "ann", "hi", "o1"));
        assertInstanceOf(Appended.Conflict.class, messages.append(draft(room, "ann", "ho", "o1"), _ -> {}));
        assertEquals(1, messages.latest(room, 10).total());
    }

    @Test
    void anOptimisticIdIsOneUsersInOneRoom() {
        var room = room();
        assertEquals(1, append(messages, draft(room, "ann", "hi", "o1")).seq());
        assertEquals(2, append(messages, draft(room, "bob", "hi", "o1")).seq());
        assertEquals(1, append(messages, draft(room(), "ann", "hi", "o1")).seq());
    }

    @Test
    void newMessagesBesideARepetitionAreCommittedWithoutAGap() throws Exception {
        var room = room();
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(1000, 1 << 20, 500)) {
            append(messages, draft(room, "ann", "0", "o0"));
            commits.submit(draft(held.room(), "in the way"), _ -> {});
            held.awaitWaiter();
            var pending = IntStream.range(0, 5)
                    .mapToObj(i -> commits.submit(draft(room, "ann", "" + i, "o" + i), _ -> {}))
                    .toList();
            held.release();
            assertEquals(1, repeated(pending.getFirst().await()).seq());
            var seqs = pending.stream().skip(1).map(p -> committed(p.await()).seq());
            assertEquals(List.of(2L, 3L, 4L, 5L), seqs.toList());
        }
    }

    @Test
    void oneOfManyInABatchIsTheFirst() throws Exception {
        var room = room();
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(1000, 1 << 20, 500)) {
            commits.submit(draft(held.room(), "in the way"), _ -> {});
            held.awaitWaiter();
            var first = commits.submit(draft(room, "ann", "hi", "o1"), _ -> {});
            var same = commits.submit(draft(room, "ann", "hi", "o1"), _ -> {});
            var other = commits.submit(draft(room, "ann", "ho", "o1"), _ -> {});
            var last = commits.submit(draft(room, "ann", "hi", "o2"), _ -> {});
            held.release();
            assertEquals(committed(first.await()), repeated(same.await()));
            assertInstanceOf(Appended.Conflict.class, other.await());
            assertEquals(2, committed(last.await()).seq());
        }
    }

    @Test
    void aRepetitionTakesThePlaceOfAFirstThatCouldNotBeStored() throws Exception {
        var room = room();
        try (var held = new HeldRoom(DATABASE);
                var commits = DATABASE.groupCommit(1000, 1 << 20, 500)) {
            commits.submit(draft(held.room(), "in the way"), _ -> {});
            held.awaitWaiter();
            var poison = new Draft(
                    Drafts.id(),
                    room,
                    Drafts.user("ann"),
                    "Ann",
                    "hi",
                    "text",
                    null,
                    "[]",
                    "[]",
                    "no json",
                    null,
                    "o1");
            commits.submit(poison, _ -> {});
            var second = commits.submit(draft(room, "ann", "hi", "o1"), _ -> {});
            var third = commits.submit(draft(room, "ann", "hi", "o1"), _ -> {});
            held.release();
            assertEquals(committed(second.await()), repeated(third.await()));
        }
    }

    @Test
    void twoNodesThatStoreTheSameAtOnceAgreeOnOne() throws Exception {
        var room = room();
        var told = Collections.synchronizedList(new ArrayList<Message>());
        try (var other = Database.open(DATABASE.url(), 2)) {
            for (int round = 0; round < 20; round++) {
                var draft = "o" + round;
                var answers = atOnce(
                        10,
                        i -> (i % 2 == 0 ? messages : other.stores().messages())
                                .append(draft(room, "ann", "hi", draft), told::add));
                var firsts = answers.stream()
                        .filter(Appended.Committed.class::isInstance)
                        .toList();
                assertEquals(1, firsts.size());
                var first = committed(firsts.getFirst());
                answers.stream()
                        .filter(answer -> !firsts.contains(answer))
                        .forEach(answer -> assertEquals(first, repeated(answer)));
            }
        }
        var history = sent(messages.latest(room, 100));
        assertEquals(20, history.size());
        assertEquals(history, List.copyOf(told));
    }
}
