package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Some of those who are in some rooms, each of them once.
class SelectionTest {
    private static final RoomId GENERAL = new RoomId.Channel("acme", "general");
    private static final RoomId RANDOM = new RoomId.Channel("acme", "random");
    private static final RoomId MUTED = new RoomId.Channel("acme", "muted");

    private final Rooms rooms =
            new Rooms(new Rooms.Keeping(Duration.ofMinutes(1), Duration.ofSeconds(85), 10_000, () -> Instant.EPOCH));
    private final List<HandLane> lanes = List.of(new HandLane(0), new HandLane(1));
    private final Guest ann = new Guest("ann", 0);
    private final Guest bob = new Guest("bob", 1);
    private final Guest eve = new Guest("eve", 0);

    @Test
    void whoIsInSeveralOfTheRoomsHearsItOnce() {
        ann.enters(GENERAL);
        ann.enters(RANDOM);
        bob.enters(RANDOM);
        eve.enters(MUTED);
        tell(Set.of(GENERAL, RANDOM), Set.of(), Set.of(), Set.of());
        assertEquals(List.of("hello", "told"), ann.listener.heard());
        assertEquals(List.of("hello", "told"), bob.listener.heard());
        assertEquals(List.of("hello"), eve.listener.heard());
    }

    @Test
    void whoIsInARoomThatIsLeftOutHearsNothing() {
        ann.enters(GENERAL);
        bob.enters(GENERAL);
        bob.enters(MUTED);
        tell(Set.of(GENERAL), Set.of(), Set.of(MUTED), Set.of());
        assertEquals(List.of("hello", "told"), ann.listener.heard());
        assertEquals(List.of("hello"), bob.listener.heard());
    }

    @Test
    void aClientThatIsLeftOutHearsNothingEvenIfItIsNamed() {
        ann.enters(GENERAL);
        bob.enters(GENERAL);
        tell(Set.of(GENERAL), Set.of(ann.feed), Set.of(), Set.of(ann.feed));
        assertEquals(List.of("hello"), ann.listener.heard());
        assertEquals(List.of("hello", "told"), bob.listener.heard());
    }

    @Test
    void aClientThatIsNamedHearsItOnceWhereverItIs() {
        ann.enters(GENERAL);
        tell(Set.of(GENERAL), Set.of(ann.feed, eve.feed), Set.of(), Set.of());
        assertEquals(List.of("hello", "told"), ann.listener.heard());
        assertEquals(List.of("hello", "told"), eve.listener.heard());
    }

    @Test
    void whoWasAwayHearsOnceWhatItWasToldAndNotWhatItWasNot() {
        ann.enters(GENERAL);
        ann.enters(RANDOM);
        bob.enters(GENERAL);
        ann.goesAway();
        bob.goesAway();
        tell(Set.of(GENERAL, RANDOM), Set.of(), Set.of(), Set.of(bob.feed));
        assertEquals(List.of("told"), ann.comesBack().heard());
        assertEquals(List.of(), bob.comesBack().heard());
    }

    @Test
    void whoIsAwayIsLeftOutByTheRoomThatItWasIn() {
        ann.enters(GENERAL);
        ann.enters(MUTED);
        ann.goesAway();
        tell(Set.of(GENERAL), Set.of(), Set.of(MUTED), Set.of());
        assertEquals(List.of(), ann.comesBack().heard());
    }

    @Test
    void whoWasPassedOverAndThenLostIsNotToldLater() {
        ann.enters(GENERAL);
        bob.enters(GENERAL);
        tell(Set.of(GENERAL), Set.of(), Set.of(), Set.of(ann.feed));
        ann.goesAway();
        rooms.tell(GENERAL, Frames.named("later"));
        run();
        assertEquals(List.of("later"), ann.comesBack().heard());
    }

    @Test
    void whoIsHereIsVisitedOnceAndWhoIsAwayIsNot() {
        ann.enters(GENERAL);
        ann.enters(RANDOM);
        bob.enters(RANDOM);
        eve.enters(RANDOM);
        bob.goesAway();
        var visited = new ArrayList<Connection>();
        rooms.visit(new Selection(Set.of(GENERAL, RANDOM), Set.of(), Set.of(), Set.of(eve.feed)), visited::add);
        run();
        assertEquals(List.of(ann.listener), visited);
    }

    @Test
    void aTellingIsTimedOnEachLaneThatHasSomebodyToTell() {
        ann.enters(GENERAL);
        ann.enters(RANDOM);
        bob.enters(RANDOM);
        bob.goesAway();
        tell(Set.of(GENERAL, RANDOM), Set.of(), Set.of(), Set.of());
        assertEquals(List.of(1, 0), lanes.stream().map(HandLane::tellings).toList());
    }

    @Test
    void itIsKnownWhenAllLanesHaveCaughtUp() {
        ann.enters(GENERAL);
        rooms.tell(GENERAL, Frames.named("told"));
        var caughtUp = new ArrayList<List<String>>();
        rooms.whenCaughtUp(() -> caughtUp.add(List.copyOf(ann.listener.heard())));
        assertEquals(List.of(), caughtUp);
        run();
        assertEquals(List.of(List.of("hello", "told")), caughtUp);
    }

    private void tell(Set<RoomId> to, Set<Feed> clients, Set<RoomId> exceptRooms, Set<Feed> exceptClients) {
        rooms.tell(new Selection(to, clients, exceptRooms, exceptClients), Frames.named("told"));
        run();
    }

    private void run() {
        for (int i = 0; i < 3; i++) {
            lanes.forEach(HandLane::run);
        }
    }

    private final class Guest {
        private final String name;
        private final Listener listener;
        private final Feed feed;
        private final List<Membership> memberships = new ArrayList<>();
        private Feed.@Nullable Gap gap;

        Guest(String name, int lane) {
            this.name = name;
            this.listener = new Listener(name, lanes.get(lane));
            this.feed = rooms.open(listener);
            feed.send(Frames.named("hello"));
            run();
        }

        void enters(RoomId room) {
            var membership = rooms.enter(room, feed);
            membership.goLive();
            memberships.add(membership);
            run();
        }

        void goesAway() {
            feed.gone();
            memberships.forEach(membership -> rooms.linger(membership, null));
            run();
        }

        Listener comesBack() {
            var back = new Listener(name, lanes.get(1));
            var next = rooms.open(back);
            var places = memberships.stream()
                    .map(ghost -> rooms.handOver(ghost, next))
                    .toList();
            feed.resume(next, listener.offset(), places, 100_000, new Feed.Outcome() {
                @Override
                public void proved() {
                    places.forEach(place -> place.taken().goLive());
                }

                @Override
                public void gap(Feed.Gap why) {
                    gap = why;
                }
            });
            run();
            assertNull(gap);
            return back;
        }
    }
}
