package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How long and how much is kept for those who come back.
class KeepingTest {
    private static final RoomId GENERAL = new RoomId.Channel("acme", "general");
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofSeconds(85);

    private Instant now = Instant.EPOCH;
    private final Rooms rooms = new Rooms(new Rooms.Keeping(WINDOW, SILENCE, 10_000, () -> now));
    private final HandLane lane = new HandLane(0);
    private final HandLane other = new HandLane(1);
    private final Listener ann = new Listener("ann", lane);
    private final Feed feed = rooms.open(ann);
    private Membership membership = rooms.enter(GENERAL, feed);
    private Feed.@Nullable Gap outcome;

    @Test
    void whatIsTooOldIsForgottenWhereNothingIsToldAnyMore() {
        live();
        tell("old");
        assertEquals(true, rooms.keptBytes() > 0);
        now = now.plus(WINDOW).plus(SILENCE).plusMillis(1);
        rooms.tick();
        run();
        assertEquals(0, rooms.keptBytes());
    }

    @Test
    void whatASilentNetworkSwallowedIsKeptForTheWindowAfterThatWasNoticed() {
        live();
        var heard = ann.offset();
        tell("swallowed");
        now = now.plus(SILENCE);
        goesAway();
        now = now.plus(WINDOW);
        rooms.tick();
        run();
        var back = new Listener("ann", other);
        assertNull(comesBack(back, heard));
        assertEquals(List.of("swallowed"), back.heard());
    }

    @Test
    void whatAClientAloneWasToldIsWithheld() {
        live();
        var heard = ann.offset();
        feed.send(Frames.named("of a room"));
        goesAway();
        feed.withhold();
        assertEquals(Feed.Gap.FORGOTTEN, comesBack(new Listener("ann", lane), heard));
    }

    @Test
    void whoHeardAllThatItAloneWasToldIsWithheldNothing() {
        live();
        goesAway();
        tell("missed");
        feed.withhold();
        var back = new Listener("ann", lane);
        assertNull(comesBack(back));
        assertEquals(List.of("missed"), back.heard());
    }

    @Test
    void moreThanThereIsRoomForForgetsTheOldest() {
        live();
        goesAway();
        for (int i = 0; i < 20; i++) {
            rooms.tell(GENERAL, Frames.heavy(i + 1, 1_000));
        }
        run();
        assertEquals(true, rooms.keptBytes() <= 10_000);
        assertEquals(Feed.Gap.FORGOTTEN, comesBack(new Listener("ann", other)));
    }

    @Test
    void whatIsToldWhileItIsAwayIsHeardOnAnotherLane() {
        live();
        goesAway();
        tell("missed");
        var back = new Listener("ann", other);
        assertNull(comesBack(back));
        tell("new");
        assertEquals(List.of("missed", "new"), back.heard());
        assertEquals(List.of("hello"), ann.heard());
    }

    @Test
    void whatWasParkedWhenTheConnectionBrokeIsHeardInItsPlace() {
        feed.send(Frames.named("hello"));
        tell("parked");
        feed.gone();
        membership.goLive();
        rooms.linger(membership, null);
        tell("missed");
        var back = new Listener("ann", lane);
        assertNull(comesBack(back));
        assertEquals(List.of("parked", "missed"), back.heard());
    }

    @Test
    void whatWasOnItsWayWhenACatchUpBeganIsAGap() {
        live();
        var heard = ann.offset();
        tell("on its way");
        membership.park();
        tell("parked");
        membership.resume();
        goesAway();
        assertEquals(Feed.Gap.FORGOTTEN, comesBack(new Listener("ann", other), heard));
    }

    @Test
    void aCatchUpIsNoGapForOneWhoHeardWhatCameBefore() {
        live();
        tell("heard");
        var heard = ann.offset();
        membership.park();
        tell("parked");
        membership.resume();
        goesAway();
        var back = new Listener("ann", other);
        assertNull(comesBack(back, heard));
        assertEquals(List.of("parked"), back.heard());
    }

    @Test
    void whatWasOnItsWayFromARoomThatWasLeftIsAGap() {
        live();
        var heard = ann.offset();
        tell("on its way");
        rooms.leave(membership, null);
        membership = rooms.enter(GENERAL, feed);
        membership.goLive();
        goesAway();
        assertEquals(Feed.Gap.FORGOTTEN, comesBack(new Listener("ann", other), heard));
    }

    @Test
    void anOffsetOfAnEarlierProcessProvesNothing() {
        var before = new Rooms(rooms.keeping());
        var earlier = new Listener("ann", lane);
        before.open(earlier).send(Frames.named("hello"));
        live();
        tell("something");
        goesAway();
        assertEquals(Feed.Gap.OFFSET, comesBack(new Listener("ann", lane), earlier.offset()));
    }

    @Test
    void whoseReturnBreaksInTheMiddleIsClosedAndStartsOver() {
        live();
        goesAway();
        tell("missed");
        var back = new Listener("ann", lane) {
            @Override
            public void deliver(Frame frame, long position) {
                throw new IllegalStateException("no memory for it");
            }
        };
        var fault = assertThrows(IllegalStateException.class, () -> comesBack(back));
        assertEquals("no memory for it", fault.getMessage());
        assertEquals(Feed.Gap.FORGOTTEN, outcome);
        assertEquals(true, back.closed());
    }

    @Test
    void whoLingersHearsNothingAndIsNotThere() {
        live();
        goesAway();
        tell("missed");
        assertEquals(List.of("hello"), ann.heard());
        assertEquals(false, rooms.occupied(GENERAL));
        assertEquals(1, rooms.count());
        rooms.forget(membership);
        assertEquals(0, rooms.count());
    }

    private void live() {
        feed.send(Frames.named("hello"));
        membership.goLive();
        run();
    }

    private void tell(String event) {
        rooms.tell(GENERAL, Frames.named(event));
        run();
    }

    private void goesAway() {
        feed.gone();
        rooms.linger(membership, null);
        run();
    }

    private Feed.@Nullable Gap comesBack(Listener back) {
        return comesBack(back, ann.offset());
    }

    private Feed.@Nullable Gap comesBack(Listener back, String offset) {
        var next = rooms.open(back);
        var place = rooms.handOver(membership, next);
        outcome = null;
        feed.resume(next, offset, List.of(place), 100_000, new Feed.Outcome() {
            @Override
            public void proved() {
                place.taken().goLive();
            }

            @Override
            public void gap(Feed.Gap why) {
                outcome = why;
            }
        });
        run();
        membership = place.taken();
        return outcome;
    }

    private void run() {
        for (int i = 0; i < 3; i++) {
            lane.run();
            other.run();
        }
    }
}
