package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final RoomId GENERAL = new RoomId.Channel("acme", "general");

    private final Rooms rooms = new Rooms();
    private final HandLane lane = new HandLane(0);
    private final Listener ann = new Listener("ann", lane);
    private final Membership membership = rooms.enter(GENERAL, rooms.open(ann));

    @Test
    void nothingIsHeardBeforeTheReplay() {
        told(1, 2);
        assertHeard();
    }

    @Test
    void whatTheReplayHeldIsNotHeardAgain() {
        told(1, 2, 3);
        membership.goLive(2);
        told(4);
        assertHeard("3", "4");
    }

    @Test
    void whatTheReplayHeldMayArriveLongAfterIt() {
        membership.goLive(2);
        told(1, 2, 3);
        assertHeard("3");
    }

    @Test
    void transientEventsWaitForTheReplayAndKeepTheirPlace() {
        told(1);
        rooms.tell(GENERAL, Frames.named("typing:start"));
        told(2);
        membership.goLive(0);
        assertHeard("1", "typing:start", "2");
    }

    @Test
    void partsAreHeardLiveOnlyBecauseTheWholeComesFirst() {
        rooms.tell(GENERAL, Frame.part("chunk", new byte[0]));
        lane.run();
        membership.goLive(0);
        rooms.tell(GENERAL, Frame.part("next", new byte[0]));
        assertHeard("next");
    }

    @Test
    void whoeverMissedAPartIsToldTheWholeAndNobodyElse() {
        var whole = Frames.named("whole");
        rooms.tell(GENERAL, Frame.part("missed", new byte[0]));
        membership.sendIfPartsWereMissed(whole);
        membership.goLive(0);
        assertHeard("whole");
        membership.park();
        membership.sendIfPartsWereMissed(whole);
        membership.goLive();
        rooms.tell(GENERAL, Frame.part("next", new byte[0]));
        assertHeard("whole", "next");
    }

    @Test
    void aSecondReplayTakesOnlyWhatItHeld() {
        membership.goLive(2);
        told(3);
        membership.park();
        told(4, 5, 6, 7);
        membership.goLive(5, 6);
        told(8);
        assertHeard("3", "4", "7", "8");
    }

    @Test
    void aSecondReplayDoesNotUndoTheFirst() {
        membership.goLive(2);
        membership.park();
        membership.goLive(5, 6);
        told(1, 2, 3, 4, 5, 6, 7);
        assertHeard("3", "4", "7");
    }

    @Test
    void aReplayMayHoldPositionsApartFromEachOther() {
        membership.goLive(2);
        membership.park();
        told(3, 4, 5, 6);
        membership.sent(3, 3);
        membership.sent(5, 5);
        membership.sent(7, 8);
        membership.goLive();
        told(7, 8, 9);
        assertHeard("4", "6", "9");
    }

    @Test
    void aReplayThatFailedReleasesEverything() {
        membership.goLive(2);
        membership.park();
        told(3, 4);
        membership.resume();
        assertHeard("3", "4");
    }

    @Test
    void betweenThePagesOfAReplayNothingDurableIsHeardThatTheNextOneHolds() {
        told(1, 2, 3);
        membership.sent(1, 2);
        membership.goLiveUntil(2);
        rooms.tell(GENERAL, Frames.named("typing:start"));
        told(2, 4);
        membership.park();
        told(5, 6);
        membership.sent(3, 5);
        membership.goLive();
        told(7);
        assertHeard("typing:start", "6", "7");
    }

    @Test
    void whatWasOwedBeforeTheFirstPageIsHeardBetweenThem() {
        membership.goLive(2);
        membership.park();
        membership.sent(5, 6);
        membership.goLiveUntil(6);
        told(3, 4, 5, 6, 7);
        assertHeard("3", "4");
    }

    @Test
    void aPageThatFailedLeavesTheNextOneToTheClient() {
        membership.sent(1, 2);
        membership.goLiveUntil(2);
        membership.park();
        told(3);
        membership.resume();
        told(4);
        assertHeard();
        membership.park();
        membership.goLive();
        told(5);
        assertHeard("5");
    }

    @Test
    void whoMissesTooMuchWhileCatchingUpIsCutAndHearsNothingMore() {
        rooms.tell(GENERAL, Frames.heavy(1, Membership.MAX_PARKED_BYTES));
        lane.run();
        assertFalse(ann.closed());
        told(2);
        assertTrue(ann.closed());
        membership.goLive(0);
        told(3);
        assertHeard();
    }

    private void told(long... positions) {
        for (long seq : positions) {
            rooms.tell(GENERAL, Frames.at(seq));
        }
        lane.run();
    }

    private void assertHeard(String... expected) {
        lane.run();
        assertEquals(List.of(expected), ann.heard());
    }
}
