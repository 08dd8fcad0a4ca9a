package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final RoomId.User ANN = new RoomId.User("acme", "ann");
    private static final RoomId.User CAT = new RoomId.User("acme", "cat");

    private final Rooms rooms = new Rooms();
    private final HandLane lane = new HandLane(0);
    private final Listener bob = new Listener("bob", lane);
    private Instant now = Instant.parse("2026-03-19T12:00:00Z");
    private Presence presence = presence(0);

    PresenceTest() {
        rooms.enter(new RoomId.Org("acme"), rooms.open(bob)).goLive();
    }

    @Test
    void theFirstSocketMakesAUserOnline() {
        presence.enter(ANN, "Ann");
        presence.enter(ANN, "Ann");
        assertHeard("ann ONLINE");
    }

    @Test
    void theLastSocketsEndMakesAUserOfflineAfterTheGrace() {
        var ann = presence.enter(ANN, "Ann");
        presence.enter(ANN, "Ann");
        ann.leave();
        passes(GRACE);
        ann.leave();
        passes(GRACE.minusMillis(1));
        assertHeard("ann ONLINE");
        passes(Duration.ofMillis(1));
        passes(GRACE);
        assertHeard("ann ONLINE", "ann OFFLINE");
        assertEquals(0, presence.organizations());
    }

    @Test
    void whoComesBackInTimeIsAsBefore() {
        var ann = presence.enter(ANN, "Ann");
        ann.choose(_ -> new Shown(Status.BUSY, "meeting", null));
        ann.leave();
        passes(GRACE.minusMillis(1));
        assertSame(ann, presence.enter(ANN, "Ann"));
        passes(GRACE);
        assertHeard("ann ONLINE", "ann BUSY meeting");
    }

    @Test
    void aSocketWithANewNameRenewsTheNameWithoutAWord() {
        presence.enter(ANN, "Ann").choose(_ -> new Shown(Status.BUSY, null, null));
        var before = presence.present("acme", null, 1).getFirst();
        now = now.plus(Duration.ofMinutes(1));
        var ann = presence.enter(ANN, "Ann Smith");
        assertEquals(
                new Standing("ann", "Ann Smith", before.shown(), before.since()),
                presence.present("acme", null, 1).getFirst());
        assertHeard("ann ONLINE", "ann BUSY");
        ann.choose(_ -> Shown.ONLINE);
        assertEquals("Ann Smith", presence.present("acme", null, 1).getFirst().userName());
    }

    @Test
    void whoComesBackTooLateStartsAnew() {
        var ann = presence.enter(ANN, "Ann");
        ann.choose(_ -> new Shown(Status.BUSY, "meeting", null));
        ann.leave();
        passes(GRACE);
        assertNotSame(ann, presence.enter(ANN, "Ann"));
        assertHeard("ann ONLINE", "ann BUSY meeting", "ann OFFLINE", "ann ONLINE");
    }

    @Test
    void whoIsSilentIsAwayAndBackWithTheNextEvent() {
        var ann = presence.enter(ANN, "Ann");
        ann.choose(_ -> new Shown(Status.BUSY, "meeting", "until noon"));
        passes(TIMEOUT.minusMillis(1));
        assertHeard("ann ONLINE", "ann BUSY meeting until noon");
        passes(Duration.ofMillis(1));
        passes(TIMEOUT);
        assertHeard("ann ONLINE", "ann BUSY meeting until noon", "ann AWAY meeting until noon");
        heard(ann);
        heard(ann);
        assertHeard(
                "ann ONLINE",
                "ann BUSY meeting until noon",
                "ann AWAY meeting until noon",
                "ann BUSY meeting until noon");
    }

    @Test
    void anySocketKeepsAUserHere() {
        var ann = presence.enter(ANN, "Ann");
        presence.enter(ANN, "Ann");
        for (int i = 0; i < 10; i++) {
            passes(TIMEOUT.minusMillis(1));
            heard(ann);
        }
        assertHeard("ann ONLINE");
    }

    @Test
    void whoChoseToBeAwayOrOfflineStaysSo() {
        for (var status : List.of(Status.AWAY, Status.OFFLINE)) {
            var ann = presence.enter(ANN, "Ann");
            ann.choose(_ -> new Shown(status, null, null));
            lane.run();
            bob.heard().clear();
            passes(TIMEOUT);
            heard(ann);
            passes(TIMEOUT);
            assertHeard();
        }
    }

    @Test
    void aSocketThatComesIsNoSignOfLife() {
        var ann = presence.enter(ANN, "Ann");
        passes(TIMEOUT);
        presence.enter(ANN, "Ann");
        assertHeard("ann ONLINE", "ann AWAY");
        heard(ann);
        assertHeard("ann ONLINE", "ann AWAY", "ann ONLINE");
    }

    @Test
    void whoChoosesWhileAwayIsToldOnce() {
        var ann = presence.enter(ANN, "Ann");
        passes(TIMEOUT);
        ann.choose(_ -> new Shown(Status.BUSY, null, null));
        heard(ann);
        assertHeard("ann ONLINE", "ann AWAY", "ann BUSY");
    }

    @Test
    void aChoiceIsASignOfLifeByItself() {
        var ann = presence.enter(ANN, "Ann");
        passes(TIMEOUT);
        ann.choose(_ -> new Shown(Status.BUSY, null, null));
        passes(TIMEOUT.minusMillis(1));
        assertHeard("ann ONLINE", "ann AWAY", "ann BUSY");
        ann.choose(_ -> Shown.ONLINE);
        passes(Duration.ofMillis(1));
        assertHeard("ann ONLINE", "ann AWAY", "ann BUSY", "ann ONLINE");
        passes(TIMEOUT);
        assertHeard("ann ONLINE", "ann AWAY", "ann BUSY", "ann ONLINE", "ann AWAY");
    }

    @Test
    void whatIsUnchangedIsNotToldAgain() {
        var ann = presence.enter(ANN, "Ann");
        ann.choose(_ -> new Shown(Status.ONLINE, null, null));
        ann.choose(_ -> new Shown(Status.BUSY, null, "x"));
        ann.choose(_ -> new Shown(Status.BUSY, null, "x"));
        ann.choose(_ -> new Shown(Status.BUSY, "x", "x"));
        assertHeard("ann ONLINE", "ann BUSY x", "ann BUSY x x");
    }

    @Test
    void whoAppearedOfflineGoesWithoutAWord() {
        var ann = presence.enter(ANN, "Ann");
        ann.choose(_ -> new Shown(Status.OFFLINE, null, "gone fishing"));
        ann.leave();
        passes(GRACE);
        assertHeard("ann ONLINE", "ann OFFLINE gone fishing");
        presence.enter(ANN, "Ann");
        assertHeard("ann ONLINE", "ann OFFLINE gone fishing", "ann ONLINE");
    }

    @Test
    void theListHoldsWhoIsNotOfflineInTheOrderOfTheirIdsPieceByPiece() {
        for (var user : List.of("d", "b", "a", "c", "e")) {
            var attendance = presence.enter(new RoomId.User("acme", user), user);
            if (user.equals("b")) {
                attendance.choose(_ -> Shown.OFFLINE);
            }
        }
        presence.enter(new RoomId.User("other", "z"), "z");
        assertEquals(List.of("a", "c", "d", "e"), listed(null, 10));
        assertEquals(List.of("a", "c"), listed(null, 2));
        assertEquals(List.of("d", "e"), listed("c", 2));
        assertEquals(List.of("c"), listed("b", 1));
        assertEquals(List.of(), listed("e", 2));
        assertEquals(List.of(), presence.present("nobody", null, 5));
    }

    @Test
    void inALargeOrganizationOnlyWhatIsChosenIsTold() {
        presence = presence(1);
        var ann = presence.enter(ANN, "Ann");
        var cat = presence.enter(CAT, "Cat");
        assertHeard("ann ONLINE");
        ann.choose(_ -> new Shown(Status.BUSY, null, null));
        passes(TIMEOUT);
        heard(ann);
        cat.leave();
        passes(GRACE);
        assertHeard("ann ONLINE", "ann BUSY");
        ann.leave();
        passes(GRACE);
        assertHeard("ann ONLINE", "ann BUSY", "ann OFFLINE");
    }

    @Test
    void whoWasAnnouncedIsNotLeftBehindWhenTheOrganizationGrew() {
        presence = presence(1);
        var ann = presence.enter(ANN, "Ann");
        var cat = presence.enter(CAT, "Cat");
        presence.enter(new RoomId.User("acme", "dan"), "Dan");
        cat.choose(_ -> new Shown(Status.BUSY, null, null));
        passes(TIMEOUT); // away, which nobody is told
        ann.leave();
        cat.leave();
        passes(GRACE);
        assertHeard("ann ONLINE", "cat BUSY", "ann OFFLINE", "cat OFFLINE");
    }

    @Test
    void whoChoseToBeOfflineAndComesBackUnannouncedGoesWithoutAWord() {
        presence = presence(1);
        presence.enter(ANN, "Ann");
        var cat = presence.enter(CAT, "Cat");
        cat.choose(_ -> Shown.ONLINE);
        cat.choose(_ -> Shown.OFFLINE);
        cat.leave();
        passes(GRACE);
        presence.enter(CAT, "Cat").leave();
        passes(GRACE);
        assertHeard("ann ONLINE", "cat ONLINE", "cat OFFLINE");
    }

    @Test
    void whatWasNotToldByItselfIsToldWhenItIsChosen() {
        presence = presence(1);
        presence.enter(ANN, "Ann");
        var cat = presence.enter(CAT, "Cat");
        cat.choose(_ -> Shown.ONLINE);
        cat.choose(_ -> Shown.ONLINE);
        assertHeard("ann ONLINE", "cat ONLINE");
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyHere() {
        var ann = presence.enter(ANN, "Ann");
        ann.leave();
        passes(Duration.ofHours(-1));
        assertHeard("ann ONLINE", "ann OFFLINE");
    }

    @Test
    void whenNothingIsDueATickTakesNoLock() {
        presence.enter(ANN, "Ann").choose(shown -> {
            var ticker = Thread.ofPlatform().start(presence::tick);
            join(ticker);
            return shown;
        });
        assertHeard("ann ONLINE");
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertEquals(Thread.State.TERMINATED, thread.getState());
    }

    private Presence presence(int audience) {
        return new Presence(
                rooms,
                new Presence.Rules(TIMEOUT, GRACE, audience),
                () -> now,
                standing -> Frames.named(written(standing)));
    }

    private static String written(Standing standing) {
        var shown = standing.shown();
        return standing.userId() + " " + shown.status()
                + (shown.customStatus() == null ? "" : " " + shown.customStatus())
                + (shown.statusText() == null ? "" : " " + shown.statusText());
    }

    private List<String> listed(@org.jspecify.annotations.Nullable String after, int max) {
        return presence.present("acme", after, max).stream()
                .map(Standing::userId)
                .toList();
    }

    private void heard(Attendance user) {
        user.heard(now.toEpochMilli());
    }

    private void passes(Duration time) {
        now = now.plus(time);
        presence.tick();
    }

    private void assertHeard(String... expected) {
        lane.run();
        assertEquals(List.of(expected), bob.heard());
    }
}
