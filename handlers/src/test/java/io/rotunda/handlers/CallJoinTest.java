package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.Connection;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Who is in a call, and who hears of it.
class CallJoinTest {
    private static final String STANDUP = "{'roomName':'standup'}";

    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor bob = scene.enters("bob");

    @Test
    @Hears("call:joined")
    void whoJoinsIsToldWhoIsInTheCall() {
        bob.says("call:join", STANDUP);
        ann.forgets();
        var answer = ann.says("call:join", STANDUP);
        assertTrue(answer.path("success").asBoolean());
        assertEquals("standup", answer.path("roomName").asText());
        assertEquals(Set.of("ann: Name of ann", "bob: Name of bob"), participants(answer));
        var joined = ann.heardOnce("call:joined");
        assertEquals(
                "{\"roomName\":\"standup\",\"timestamp\":\"2026-03-19T12:00:00.000Z\",\"participants\":"
                        + answer.path("participants") + "}",
                joined.toString());
        assertEquals(List.of("call:joined"), ann.eventNames());
    }

    @Test
    @Hears("call:participant_joined")
    void theOthersHearOfAUsersFirstSocket() {
        bob.says("call:join", STANDUP);
        bob.forgets();
        ann.says("call:join", STANDUP);
        var phone = scene.enters("ann");
        assertEquals(2, participants(phone.says("call:join", STANDUP)).size());
        assertEquals(
                "{\"roomName\":\"standup\",\"userId\":\"ann\",\"userName\":\"Name of ann\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("call:participant_joined").toString());
        assertEquals(List.of("call:participant_joined"), bob.eventNames());
    }

    @Test
    void joiningTwiceAnnouncesNothingAndIsAnsweredAgain() {
        ann.says("call:join", STANDUP);
        bob.says("call:join", STANDUP);
        ann.forgets();
        bob.forgets();
        var again = ann.says("call:join", STANDUP);
        assertEquals(2, participants(again).size());
        assertEquals(again.path("participants"), ann.heardOnce("call:joined").path("participants"));
        bob.heardNothing();
        bob.says("call:leave", STANDUP);
        ann.heardOnce("call:participant_left");
    }

    @Test
    @Hears("call:participant_left")
    void theOthersHearOfAUsersLastSocketLeaving() {
        var phone = scene.enters("ann");
        List.of(ann, phone, bob).forEach(one -> one.says("call:join", STANDUP));
        bob.forgets();
        assertEquals(
                "{\"success\":true,\"roomName\":\"standup\"}",
                phone.says("call:leave", STANDUP).toString());
        bob.heardNothing();
        ann.says("call:leave", STANDUP);
        assertEquals(
                "{\"roomName\":\"standup\",\"userId\":\"ann\",\"userName\":\"Name of ann\",\"reason\":\"left\","
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                bob.heardOnce("call:participant_left").toString());
        assertEquals(1, participants(bob.says("call:join", STANDUP)).size());
    }

    @Test
    void leavingByDisconnectSaysSo() {
        ann.says("call:join", STANDUP);
        bob.says("call:join", STANDUP);
        ann.leaves();
        assertEquals(
                "disconnected",
                bob.heardOnce("call:participant_left").path("reason").asText());
    }

    @Test
    void leavingWhereOneIsNotIsASuccessAndAnnouncesNothing() {
        bob.says("call:join", STANDUP);
        bob.forgets();
        assertTrue(ann.says("call:leave", STANDUP).path("success").asBoolean());
        bob.heardNothing();
    }

    @Test
    void whoLeftHearsNothingMore() {
        ann.says("call:join", STANDUP);
        ann.says("call:leave", STANDUP);
        ann.forgets();
        bob.says("call:join", STANDUP);
        ann.heardNothing();
    }

    @Test
    void callsOfTheSameNameInTwoOrganizationsNeverMeet() {
        var stranger = scene.enters(Scene.principal("eve", "other", Set.of("c1"), Role.ADMIN));
        ann.says("call:join", STANDUP);
        ann.forgets();
        assertEquals(Set.of("eve: Name of eve"), participants(stranger.says("call:join", STANDUP)));
        stranger.says("call:leave", STANDUP);
        stranger.says("call:cancel", "{'roomId':'r1','roomName':'standup','recipientId':'ann'}");
        stranger.says("call:decline", "{'roomId':'standup','callerId':'ann'}");
        ann.heardNothing();
    }

    @Test
    void aFullCallRefusesFurtherUsersButNoDevices() {
        var call = new RoomId.Call("acme", "standup");
        ann.says("call:join", STANDUP);
        for (int i = 1; i < CallJoin.MAX_USERS; i++) {
            var joined = new CallJoin.ParticipantJoined("standup", "user" + i, "name", Instant.EPOCH);
            scene.rooms()
                    .enter(call, scene.rooms().open(new Mute(new RoomId.User("acme", "user" + i), new HandLane(2))))
                    .appear("name", joined.frame());
        }
        var phone = scene.enters("ann");
        assertEquals(500, participants(phone.says("call:join", STANDUP)).size());
        assertEquals(500, participants(ann.says("call:join", STANDUP)).size());
        List.of(ann, bob).forEach(Actor::forgets);

        assertEquals(
                "FORBIDDEN", bob.says("call:join", STANDUP).at("/error/code").asText());
        ann.heardNothing();
        bob.forgets();
        List.of(phone, ann).forEach(one -> one.says("call:leave", STANDUP));
        bob.heardNothing();
        assertEquals(500, participants(bob.says("call:join", STANDUP)).size());
    }

    private static Set<String> participants(JsonNode from) {
        var names = new TreeSet<String>();
        for (var one : from.path("participants")) {
            assertEquals(2, one.size());
            names.add(one.path("userId").asText() + ": " + one.path("userName").asText());
        }
        return names;
    }

    /// A member of whom only the presence counts.
    private record Mute(RoomId.User user, Lane lane) implements Connection {
        @Override
        public String id() {
            return "socket of " + user;
        }

        @Override
        public void deliver(Frame frame, long position) {}

        @Override
        public void close() {}

        @Override
        public void disconnect() {}
    }
}
