package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.draft;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Change.Action;
import io.rotunda.persistence.Changed.Fact;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every implementation of [Messages#missed] does.
abstract class MissedContract {
    private static final int PLENTY = 1_000;

    private final StoresUnderTest kept;
    private final RoomId.Timeline room = Drafts.room();

    MissedContract(StoresUnderTest kept) {
        this.kept = kept;
    }

    @Test
    void afterTheEndNothingIsMissed() {
        say("one");
        var last = say("two");
        assertEquals(new Missed(List.of(), List.of(), false, 3, 2, 2, 2), since(last));
    }

    @Test
    void messagesAndChangesAfterAMessageAreMissed() {
        var first = say("first");
        edits().make("bob", RoomEdits.read(first));
        var second = say("second");
        var update = edits().make("ann", RoomEdits.update(first, "new"));
        var reaction = edits().make("bob", RoomEdits.add(second, "+1"));
        var third = say("third");
        var read = edits().make("bob", new Action.ReadAll());

        var missed = since(second);
        assertEquals(Drafts.untouched(List.of(third)), missed.messages());
        assertEquals(List.of(update, reaction, read), missed.changes());
        assertEquals(
                List.of(false, 4L, 7L, 7L, 3L),
                List.of(missed.hasMore(), missed.from(), missed.through(), missed.logEnd(), missed.total()));

        var all = since(first);
        assertEquals(4, all.changes().size());
        assertEquals(
                new Remembered(second, List.of(new Remembered.Reaction("+1", 1, List.of("bob"))), null),
                all.messages().getFirst());
    }

    @Test
    void anUnknownMessageIsNoPlaceToStartFrom() {
        say("hi");
        var elsewhere = Outcomes.append(messages(), draft(Drafts.room(), "elsewhere"));
        for (var id : List.of(Drafts.id(), RoomEdits.id(elsewhere))) {
            assertEquals(Optional.empty(), messages().missed(room, new Since.After(id), PLENTY, PLENTY));
        }
    }

    @Test
    void aRoomWithoutALogHasNothingThatIsMissed() {
        for (int round = 0; round < 2; round++) {
            for (var since : List.of(new Since.Newest(50), new Since.Later(Instant.now()))) {
                var missed = messages().missed(room, since, PLENTY, PLENTY).orElseThrow();
                assertEquals(List.of(), missed.messages());
                assertEquals(List.of(), missed.changes());
                assertFalse(missed.hasMore());
                assertEquals(0, missed.through());
                assertEquals(0, missed.logEnd());
            }
            kept.stores().timelines().create(room);
        }
    }

    @Test
    void theNewestMessagesComeWithWhatWasDoneSinceTheFirstOfThem() {
        var one = say("one");
        edits().make("ann", RoomEdits.update(one, "uno"));
        var two = say("two");
        var changed = edits().make("ann", RoomEdits.update(one, "eins"));
        var three = say("three");
        var missed =
                messages().missed(room, new Since.Newest(2), PLENTY, PLENTY).orElseThrow();
        assertEquals(Drafts.untouched(List.of(two, three)), missed.messages());
        assertEquals(List.of(changed), missed.changes());
        assertEquals(List.of(3L, 5L), List.of(missed.from(), missed.through()));
    }

    @Test
    void aTimeIsWhereTheOneMessageOfThatMillisecondWasSeen() {
        var start = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        var said = new ArrayList<Message>();
        for (int i = 0; i < 5; i++) {
            kept.timeIs(room, start.plusMillis(i * 10L));
            said.add(say("message " + i));
            edits().make("bob", RoomEdits.read(said.getLast()));
        }
        assertEquals(contents(said.subList(3, 5)), contents(start.plusMillis(20)));
        assertEquals(contents(said.subList(3, 5)), contents(start.plusMillis(25)));
        assertEquals(contents(said), contents(start.minusMillis(1)));
        assertEquals(List.of(), contents(start.plusMillis(40)));
        assertEquals(List.of(), contents(start.plus(Duration.ofDays(1))));
        assertEquals(said.get(2).seq() + 1, later(start.plusMillis(20)).from());
        assertEquals(3, later(start.plusMillis(20)).changes().size());
        assertEquals(2, later(start.plusMillis(25)).changes().size());
    }

    @Test
    void ofSeveralMessagesOfOneMillisecondAllCountAsMissed() {
        var start = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        kept.timeIs(room, start);
        say("before");
        kept.timeIs(room, start.plusMillis(5));
        say("one");
        say("two");
        kept.timeIs(room, start.plusMillis(10));
        say("after");
        assertEquals(List.of("one", "two", "after"), contents(start.plusMillis(5)));
        assertEquals(List.of("one", "two", "after"), contents(start));
    }

    @Test
    void whatIsMoreThanSoManyMessagesIsCutAndAskedForFromTheLast() {
        var first = say("first");
        for (int i = 0; i < 10; i++) {
            say("message " + i);
            edits().make("bob", new Action.ReadAll());
        }
        var missed = messages()
                .missed(room, new Since.After(RoomEdits.id(first)), 4, PLENTY)
                .orElseThrow();
        assertTrue(missed.hasMore());
        assertEquals(4, missed.messages().size());
        assertEquals("message 3", missed.messages().getLast().message().draft().content());
        assertWhole(missed);
        assertEquals(10, pages(new Since.After(RoomEdits.id(first)), 4, PLENTY).size());
    }

    @Test
    void whatIsMoreThanSoManyChangesIsCutBetweenMessages() {
        var first = say("first");
        for (int i = 0; i < 10; i++) {
            edits().make("bob", RoomEdits.add(first, "emoji " + i));
            edits().make("cat", RoomEdits.add(first, "emoji " + i));
            say("message " + i);
        }
        var missed = messages()
                .missed(room, new Since.After(RoomEdits.id(first)), PLENTY, 5)
                .orElseThrow();
        assertTrue(missed.hasMore());
        assertFalse(missed.messages().isEmpty());
        assertTrue(missed.changes().size() <= 5);
        assertWhole(missed);
        assertEquals(10, pages(new Since.After(RoomEdits.id(first)), PLENTY, 5).size());
    }

    @Test
    void whereItCannotBeCutOvertakenChangesAreLeftOut() {
        var first = say("first");
        var second = say("second");
        for (int i = 0; i < 10; i++) {
            edits().make("ann", RoomEdits.update(first, "version " + i));
            edits().make("bob", RoomEdits.add(first, "+1"));
            edits().make("bob", RoomEdits.remove(first, "+1"));
        }
        edits().make("bob", RoomEdits.read(first));
        edits().make("bob", RoomEdits.read(second));
        var missed = messages()
                .missed(room, new Since.After(RoomEdits.id(second)), PLENTY, 3)
                .orElseThrow();
        assertFalse(missed.hasMore());
        assertEquals(missed.logEnd(), missed.through());
        assertEquals(
                List.of(
                        new Fact.Updated(RoomEdits.id(first), "version 9", null),
                        new Fact.Reacted(RoomEdits.id(first), "+1", false),
                        new Fact.Read(RoomEdits.id(second))),
                missed.changes().stream().map(Changed::fact).toList());
    }

    @Test
    void whatCannotBeToldMakesTheClientStartOver() {
        var first = say("first");
        for (int i = 0; i < 4; i++) {
            edits().make("user" + i, RoomEdits.add(first, "+1"));
        }
        assertEquals(Optional.empty(), messages().missed(room, new Since.After(RoomEdits.id(first)), PLENTY, 3));
        say("second");
        assertEquals(Optional.empty(), messages().missed(room, new Since.After(RoomEdits.id(first)), PLENTY, 3));
    }

    @Test
    void whatWasErasedIsNotTold() {
        var first = say("first");
        var second = say("second");
        edits().make("ann", RoomEdits.update(first, "secret", "{\"secret\":1}"));
        edits().make("ann", RoomEdits.delete(first));
        var facts = since(second).changes().stream().map(Changed::fact).toList();
        assertEquals(
                List.of(new Fact.Updated(RoomEdits.id(first), "", null), new Fact.Deleted(RoomEdits.id(first))), facts);
    }

    /// The point of it all: whoever applies what was missed to what was seen before, page by page, shows what is.
    @Test
    void whoAppliesWhatWasMissedShowsWhatIsKept() {
        var random = new Random(20260319);
        var activity = new RandomActivity(random, messages(), edits());
        for (int round = 0; round < 60; round++) {
            activity.happens(1 + random.nextInt(10));
            var shown = new Shown(messages().latest(room, PLENTY).messages());
            activity.happens(random.nextInt(60));
            int messageLimit = 1 + random.nextInt(8);
            int changeLimit = 1 + random.nextInt(20);
            var last = shown.last();
            var page = messages().missed(room, new Since.After(last), messageLimit, changeLimit);
            while (page.isPresent()) {
                var missed = page.get();
                assertTrue(missed.messages().size() <= messageLimit);
                assertTrue(missed.changes().size() <= changeLimit);
                shown.apply(missed);
                if (!missed.hasMore()) {
                    assertEquals(new Shown(messages().latest(room, PLENTY).messages()), shown, "round " + round);
                    break;
                }
                page = messages().missed(room, new Since.After(shown.last()), messageLimit, changeLimit);
            }
        }
    }

    /// Everything up to `through` is in it.
    private void assertWhole(Missed missed) {
        assertEquals(
                missed.through() - missed.from() + 1,
                missed.messages().size() + missed.changes().size());
    }

    private List<Remembered> pages(Since since, int messageLimit, int changeLimit) {
        var all = new ArrayList<Remembered>();
        var missed = messages().missed(room, since, messageLimit, changeLimit).orElseThrow();
        all.addAll(missed.messages());
        while (missed.hasMore()) {
            var last = RoomEdits.id(all.getLast().message());
            missed = messages()
                    .missed(room, new Since.After(last), messageLimit, changeLimit)
                    .orElseThrow();
            all.addAll(missed.messages());
        }
        assertEquals(missed.logEnd(), missed.through());
        return all;
    }

    private Missed since(Message message) {
        return messages()
                .missed(room, new Since.After(RoomEdits.id(message)), PLENTY, PLENTY)
                .orElseThrow();
    }

    private Missed later(Instant time) {
        return messages().missed(room, new Since.Later(time), PLENTY, PLENTY).orElseThrow();
    }

    private List<String> contents(Instant time) {
        return contents(later(time).messages().stream().map(Remembered::message).toList());
    }

    private static List<String> contents(List<Message> messages) {
        return messages.stream().map(message -> message.draft().content()).toList();
    }

    private Message say(String content) {
        return Outcomes.append(messages(), draft(room, content));
    }

    private Messages messages() {
        return kept.stores().messages();
    }

    private RoomEdits edits() {
        return new RoomEdits(kept.stores().changes(), room);
    }
}
