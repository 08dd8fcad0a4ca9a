package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private static final RoomId GENERAL = new RoomId.Channel("acme", "general");

    private final Rooms rooms = new Rooms();
    private final HandLane one = new HandLane(0);
    private final HandLane two = new HandLane(1);
    private final Listener ann = new Listener("ann", one);
    private final Listener annsPhone = new Listener("ann", two);
    private final Listener bob = new Listener("bob", two);

    @Test
    void everyMemberHearsWhatTheRoomIsTold() {
        enters(ann);
        enters(bob);
        rooms.tell(GENERAL, Frames.named("hello"));
        run();
        assertEquals(List.of("hello"), ann.heard());
        assertEquals(List.of("hello"), bob.heard());
    }

    @Test
    void theSameIdInAnotherTenantIsAnotherRoom() {
        enters(ann);
        rooms.tell(new RoomId.Channel("other", "general"), Frames.named("hello"));
        run();
        assertEquals(List.of(), ann.heard());
    }

    @Test
    void othersAreAllButTheSocketsOfTheUser() {
        enters(ann);
        enters(annsPhone);
        enters(bob);
        rooms.tellOthers(GENERAL, ann.user(), Frames.named("hello"));
        run();
        assertEquals(List.of(), ann.heard());
        assertEquals(List.of(), annsPhone.heard());
        assertEquals(List.of("hello"), bob.heard());
    }

    @Test
    void whoLeftHearsNothing() {
        var left = enters(ann);
        enters(bob);
        rooms.leave(left, null);
        rooms.tell(GENERAL, Frames.named("hello"));
        run();
        assertEquals(List.of(), ann.heard());
        assertEquals(List.of("hello"), bob.heard());
    }

    @Test
    void whoLeavesAfterATellingHearsIt() {
        var membership = enters(ann);
        rooms.tell(GENERAL, Frames.named("hello"));
        rooms.leave(membership, null);
        run();
        assertEquals(List.of("hello"), ann.heard());
    }

    @Test
    void socketsAreCountedByUserAndThoseWhoLeftAreNot() {
        enters(ann);
        enters(annsPhone);
        rooms.leave(enters(bob), null);
        var counted = rooms.sockets(GENERAL).toCompletableFuture();
        run();
        assertEquals(Map.of(ann.user(), 2), counted.join());
        assertEquals(
                Map.of(),
                rooms.sockets(new RoomId.Channel("other", "general"))
                        .toCompletableFuture()
                        .join());
    }

    @Test
    void aRoomKnowsWhichDurableEventsItWasTold() {
        var room = enters(ann).inRoom();
        assertEquals(new Positions(0, 0), room.told());
        rooms.tell(GENERAL, Frames.at(7));
        rooms.tell(GENERAL, Frames.named("hello"));
        rooms.tell(GENERAL, Frames.at(8));
        assertEquals(new Positions(7, 8), room.told());
    }

    @Test
    void leavingInAnyOrderKeepsTheOthers() {
        var first = enters(bob);
        var second = enters(annsPhone);
        var third = enters(new Listener("cat", two));
        rooms.leave(second, null);
        rooms.leave(third, null);
        rooms.tell(GENERAL, Frames.named("hello"));
        run();
        assertEquals(List.of("hello"), bob.heard());
        rooms.leave(first, null);
        assertEquals(0, rooms.count());
    }

    @Test
    void aLaneWithoutMembersIsNotTroubled() {
        var left = enters(ann);
        enters(bob);
        rooms.leave(left, null);
        run();
        rooms.tell(GENERAL, Frames.named("hello"));
        assertEquals(0, one.waiting());
        assertEquals(1, two.waiting());
    }

    @Test
    void aRoomThatEverybodyLeftIsForgotten() {
        rooms.leave(enters(ann), null);
        assertEquals(0, rooms.count());
    }

    @Test
    void othersHearOfAUsersFirstSocketAndOfTheLast() {
        enters(bob).appear("", Frames.named("bob joined"));
        var laptop = enters(ann);
        laptop.appear("", Frames.named("ann joined"));
        var phone = enters(annsPhone);
        phone.appear("", Frames.named("ann joined"));
        rooms.leave(laptop, Frames.named("ann left"));
        rooms.leave(phone, Frames.named("ann left"));
        run();
        assertEquals(List.of("ann joined", "ann left"), bob.heard());
        assertEquals(List.of(), annsPhone.heard());
    }

    @Test
    void companionsAreTheOtherUsersOfWhomNothingWillBeToldAnyMore() {
        enters(annsPhone).appear("", Frames.named("ann joined"));
        enters(bob).appear("", Frames.named("bob joined"));
        var laptop = rooms.enter(GENERAL, rooms.open(ann));
        var cat = enters(new Listener("cat", two));
        cat.appear("", Frames.named("cat joined"));
        laptop.goLive();
        run();
        assertEquals(1, laptop.companions());
        assertEquals(List.of("cat joined"), ann.heard());

        laptop.park();
        rooms.leave(cat, Frames.named("cat left"));
        laptop.goLive();
        run();
        assertEquals(2, laptop.companions());
        assertEquals(List.of("cat joined", "cat left"), ann.heard());
    }

    @Test
    void appearingTwiceAnnouncesNothing() {
        enters(bob);
        var membership = enters(ann);
        membership.appear("", Frames.named("ann joined"));
        membership.appear("", Frames.named("ann joined"));
        rooms.leave(membership, Frames.named("ann left"));
        run();
        assertEquals(List.of("ann joined", "ann left"), bob.heard());
    }

    @Test
    void theSameUserIdInAnotherOrganizationIsAnotherUser() {
        var shared = new RoomId.Conversation("customer", "support");
        var stranger = new Listener(new RoomId.User("other", "ann"), two);
        enters(shared, bob).appear("", Frames.named("bob joined"));
        var ours = enters(shared, ann);
        ours.appear("Ann", Frames.named("ann of acme joined"));
        var theirs = enters(shared, stranger);
        theirs.appear("Ann", Frames.named("ann of other joined"));
        assertEquals(3, theirs.inRoom().users().size());
        assertEquals(2, theirs.companions());

        rooms.tellOthers(shared, ann.user(), Frames.named("hello"));
        rooms.leave(theirs, Frames.named("ann of other left"));
        run();
        assertEquals(List.of("ann of acme joined", "ann of other joined", "hello", "ann of other left"), bob.heard());
        assertEquals(List.of("ann of other joined", "ann of other left"), ann.heard());
        assertEquals(List.of("hello"), stranger.heard());
    }

    @Test
    void whoNeverAppearedLeavesUnnoticed() {
        enters(bob);
        rooms.leave(enters(ann), Frames.named("ann left"));
        run();
        assertEquals(List.of(), bob.heard());
    }

    private Membership enters(Listener listener) {
        return enters(GENERAL, listener);
    }

    private Membership enters(RoomId room, Listener listener) {
        var membership = rooms.enter(room, rooms.open(listener));
        membership.goLive();
        return membership;
    }

    private void run() {
        one.run();
        two.run();
    }
}
