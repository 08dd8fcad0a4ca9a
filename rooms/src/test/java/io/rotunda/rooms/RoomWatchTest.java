package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomWatchTest {
    private static final RoomId GENERAL = new RoomId.Channel("acme", "general");
    private static final RoomId.User ANN = new RoomId.User("acme", "ann");

    private final List<String> heard = new ArrayList<>();
    private final Rooms rooms =
            new Rooms(new Rooms.Keeping(Duration.ofMinutes(1), Duration.ZERO, 1 << 10, Clock.systemUTC()), new Watch());
    private final HandLane lane = new HandLane(0);
    private final Feed ann = rooms.open(new Listener("ann", lane));
    private final Feed bob = rooms.open(new Listener("bob", lane));

    @Test
    void theFirstWhoComesAndTheLastWhoGoesAreNoted() {
        var first = rooms.enter(GENERAL, ann);
        var second = rooms.enter(GENERAL, bob);
        rooms.leave(first, null);
        rooms.leave(second, null);
        assertEquals(List.of("occupied", "vacated"), heard);
    }

    @Test
    void whoIsLostLeavesARoomEmptyAndFillsItAgainWhenBack() {
        var membership = rooms.enter(GENERAL, ann);
        rooms.linger(membership, null);
        var back = rooms.handOver(membership, rooms.open(new Listener("ann", lane)));
        lane.run();
        rooms.leave(back.taken(), null);
        assertEquals(List.of("occupied", "vacated", "occupied", "vacated"), heard);
    }

    @Test
    void whoDoesNotComeBackIsNotedOnce() {
        var membership = rooms.enter(GENERAL, ann);
        rooms.linger(membership, null);
        rooms.forget(membership);
        assertEquals(List.of("occupied", "vacated"), heard);
    }

    @Test
    void aUserAppearsWithTheFirstSocketAndIsGoneWithTheLast() {
        var socket = rooms.enter(GENERAL, ann);
        var phone = rooms.enter(GENERAL, rooms.open(new Listener("ann", lane)));
        socket.appear("Ann", Frames.named("came"));
        phone.appear("Ann", Frames.named("came"));
        rooms.leave(socket, Frames.named("went"));
        rooms.leave(phone, Frames.named("went"));
        assertEquals(List.of("occupied", "came", "went", "vacated"), heard);
    }

    @Test
    void presenceIsNotedAlsoWhereNobodyIsTold() {
        var rules = new Presence.Rules(Duration.ofSeconds(90), Duration.ofSeconds(10), 1);
        var now = Instant.parse("2026-03-19T12:00:00Z");
        var presence = new Presence(rooms, rules, () -> now, standing -> Frames.named(standing.userId()));
        presence.enter(new RoomId.User("acme", "bob"), "Bob");
        var attendance = presence.enter(ANN, "Ann");
        presence.enter(ANN, "Ann");
        attendance.choose(_ -> new Shown(Status.BUSY, null, null));
        attendance.choose(_ -> new Shown(Status.BUSY, null, null));
        assertEquals(List.of("bob", "ann", "ann"), heard);
    }

    private final class Watch implements RoomWatch {
        @Override
        public void occupied(RoomId room) {
            assertEquals(GENERAL, room);
            heard.add("occupied");
        }

        @Override
        public void vacated(RoomId room) {
            assertEquals(GENERAL, room);
            heard.add("vacated");
        }

        @Override
        public void happened(RoomId room, Frame event) {
            heard.add(event.event());
        }
    }
}
