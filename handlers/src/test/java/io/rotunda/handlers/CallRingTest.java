package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallRingTest {
    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final RoomId.User BOB = new RoomId.User("acme", "bob");
    private static final RoomId.Call STANDUP = new RoomId.Call("acme", "standup");

    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");
    private final Actor phone = scene.enters("bob");

    @Test
    @Hears("call:incoming")
    void theRecipientsSocketsHearItAndNobodyElse() {
        forget();
        ring("r1", USUAL);
        for (var socket : List.of(bob, phone)) {
            assertEquals(
                    "{\"roomId\":\"r1\",\"roomName\":\"standup\",\"callerId\":\"ann\",\"callerName\":\"Ann\","
                            + "\"expiresAt\":\"2026-03-19T12:00:30.000Z\",\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                    socket.heardOnce("call:incoming").toString());
        }
        ann.heardNothing();
    }

    @Test
    void aSocketThatComesWhileItRingsHearsItAfterItWasWelcomed() {
        ring("r1", USUAL);
        var tablet = scene.enters("bob");
        assertEquals(List.of("connected", "call:incoming"), tablet.eventNames());
        var namesake = scene.enters(Scene.principal("bob", "other", Set.of(), Role.MEMBER));
        assertEquals(List.of("connected"), namesake.eventNames());
    }

    @Test
    void whenTheTimeIsOverTheRecipientHearsThatItIsOff() {
        ring("r1", Duration.ofSeconds(5));
        forget();
        scene.passes(Duration.ofMillis(4_999));
        bob.heardNothing();
        scene.passes(Duration.ofMillis(1));
        for (var socket : List.of(bob, phone)) {
            assertEquals(
                    "{\"roomId\":\"r1\",\"roomName\":\"standup\",\"cancelledBy\":\"ann\",\"cancelledByName\":\"Ann\","
                            + "\"timestamp\":\"2026-03-19T12:00:05.000Z\"}",
                    socket.heardOnce("call:cancelled").toString());
        }
        ann.heardNothing();
        ringsNoMore();
    }

    @Test
    @Hears("call:answered")
    void joiningTheCallEndsItOnAllSocketsOfTheUser() {
        ring("r1", USUAL);
        forget();
        phone.says("call:join", "{'roomName':'standup'}");
        var answered = "{\"roomId\":\"r1\",\"roomName\":\"standup\",\"timestamp\":\"2026-03-19T12:00:00.000Z\"}";
        assertEquals(answered, bob.heardOnce("call:answered").toString());
        assertEquals(List.of("call:joined", "call:answered"), phone.eventNames());
        ringsNoMore();
    }

    @Test
    void aBackEndThatLetsASocketIntoTheCallEndsItOnAllSocketsOfTheUser() {
        ring("r1", USUAL);
        forget();
        scene.dispatcher()
                .backend()
                .sockets()
                .join(new Addressees("acme", List.of(phone.id()), List.of()), List.of("call:standup"));
        scene.settle();
        for (var socket : List.of(bob, phone)) {
            assertEquals("r1", socket.heardOnce("call:answered").path("roomId").asText());
        }
        ringsNoMore();
    }

    @Test
    void whoIsInTheCallAlreadyAndIsLetInAgainHasAnswered() {
        phone.says("call:join", "{'roomName':'standup'}");
        ring("r1", USUAL);
        forget();
        scene.dispatcher()
                .backend()
                .sockets()
                .join(new Addressees("acme", List.of("user:bob"), List.of()), List.of("call:standup"));
        scene.settle();
        phone.heardOnce("call:answered");
        ringsNoMore();
    }

    @Test
    void whoJoinsAnotherCallIsStillRungAt() {
        ring("r1", USUAL);
        forget();
        phone.says("call:join", "{'roomName':'other'}");
        ann.says("call:join", "{'roomName':'standup'}");
        bob.heardNothing();
        assertEquals(List.of("connected", "call:incoming"), scene.enters("bob").eventNames());
    }

    @Test
    void decliningEndsItAndTellsTheCallerAndTheUsersOwnSockets() {
        ring("r1", USUAL);
        forget();
        phone.says("call:decline", "{'roomId':'r1','callerId':'ann'}");
        for (var socket : List.of(ann, bob, phone)) {
            assertEquals(
                    "bob", socket.heardOnce("call:declined").path("declinedBy").asText());
        }
        ringsNoMore();
    }

    @Test
    void decliningWhatSomebodyElseCallsLeavesItRinging() {
        ring("r1", USUAL);
        forget();
        phone.says("call:decline", "{'roomId':'r1','callerId':'cat'}");
        ann.says("call:decline", "{'roomId':'r1','callerId':'ann'}");
        bob.heardNothing();
        assertEquals(List.of("connected", "call:incoming"), scene.enters("bob").eventNames());
    }

    @Test
    void cancellingEndsItAndIsHeardOnce() {
        ring("r1", USUAL);
        forget();
        ann.says("call:cancel", "{'roomId':'r1','recipientId':'bob','roomName':'standup'}");
        bob.heardOnce("call:cancelled");
        phone.heardOnce("call:cancelled");
        ringsNoMore();
    }

    @Test
    void cancellingForEverybodyInTheRoomEndsItForWhomItRingsAt() {
        ring("r1", USUAL);
        scene.dispatcher()
                .backend()
                .rings()
                .ring(new RoomId.User("acme", "cat"), STANDUP, "r1", new Rings.Initiator("ann", "Ann"), USUAL);
        forget();
        ann.says("call:cancel", "{'roomId':'r1','roomName':'standup'}");
        bob.heardOnce("call:cancelled");
        ringsNoMore();
        assertEquals(List.of("connected"), scene.enters("cat").eventNames());
    }

    @Test
    void anotherOrganizationEndsNothing() {
        ring("r1", USUAL);
        var eve = scene.enters(Scene.principal("bob", "other", Set.of(), Role.ADMIN));
        forget();
        eve.says("call:cancel", "{'roomId':'r1','recipientId':'bob','roomName':'standup'}");
        eve.says("call:decline", "{'roomId':'r1','callerId':'ann'}");
        eve.says("call:join", "{'roomName':'standup'}");
        bob.heardNothing();
        assertEquals(List.of("connected", "call:incoming"), scene.enters("bob").eventNames());
    }

    @Test
    void ringingAgainChangesNothing() {
        var first = ring("r1", USUAL);
        forget();
        scene.passes(Duration.ofSeconds(10));
        assertEquals(first, ring("r1", USUAL));
        bob.heardNothing();
        scene.passes(USUAL);
        bob.heardOnce("call:cancelled");
    }

    @Test
    void anotherCallUnderTheSameIdIsAConflict() {
        ring("r1", USUAL);
        var other = new RoomId.Call("acme", "other");
        var conflict = assertThrows(
                Rejected.class,
                () -> scene.dispatcher()
                        .backend()
                        .rings()
                        .ring(BOB, other, "r1", new Rings.Initiator("ann", "Ann"), USUAL));
        assertEquals(ErrorCode.CONFLICT, conflict.code());
    }

    @Test
    void soManyMayRingAtAUserAtATime() {
        for (int i = 0; i < 20; i++) {
            ring("r" + i, USUAL);
        }
        var tooMany = assertThrows(Rejected.class, () -> ring("one more", USUAL));
        assertEquals(ErrorCode.RATE_LIMIT_EXCEEDED, tooMany.code());
        assertEquals(21, scene.enters("bob").eventNames().size());
        scene.passes(USUAL);
        ring("one more", USUAL);
    }

    @Test
    void whoComesBackHearsWhatBecameOfIt() {
        ring("r1", USUAL);
        forget();
        phone.isLost();
        bob.says("call:join", "{'roomName':'standup'}");
        var again = scene.returns(phone);
        assertEquals("r1", again.heardOnce("call:answered").path("roomId").asText());
        assertEquals(List.of(), again.heard("call:incoming"));
    }

    private CallIncoming ring(String roomId, Duration timeout) {
        var incoming = scene.dispatcher()
                .backend()
                .rings()
                .ring(BOB, STANDUP, roomId, new Rings.Initiator("ann", "Ann"), timeout);
        scene.settle();
        return incoming;
    }

    private void ringsNoMore() {
        assertEquals(List.of("connected"), scene.enters("bob").eventNames());
    }

    private void forget() {
        scene.actors().forEach(Actor::forgets);
    }
}
