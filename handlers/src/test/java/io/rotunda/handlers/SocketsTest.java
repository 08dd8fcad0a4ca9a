package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What back ends do to sockets.
class SocketsTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.enters("ann");
    private final Actor eve = scene.enters(Scene.principal("eve", "evil", Set.of(), Role.ADMIN));
    private final Sockets sockets = scene.dispatcher().backend().sockets();

    @Test
    void whoIsLetIntoAChannelIsAnnouncedAndHearsWhatComes() {
        hushed();
        sockets.join(user("ann"), List.of("channel:general"));
        scene.settle();
        assertEquals("ann", bob.heardOnce("channel:join").path("userId").asText());
        assertTrue(ann.session().isIn(Scene.channel("general")));
        hushed();
        bob.says("message:send", "{'channelId':'general','content':'hi'}");
        ann.heardOnce("message:new");
        eve.heardNothing();
    }

    @Test
    void whoIsThereAlreadyIsNotAnnouncedAgain() {
        hushed();
        sockets.join(user("bob"), List.of("channel:general"));
        scene.settle();
        bob.heardNothing();
    }

    @Test
    void nobodyIsLetInWhoMayNotEnter() {
        sockets.join(user("ann"), List.of("user:bob", "customer:c9:conversation:x", "activity:c9"));
        scene.settle();
        assertEquals(1, sockets.refused());
        assertFalse(ann.session().isIn(new RoomId.User("acme", "bob")));
    }

    @Test
    void whoIsTakenOutLeavesAsIfByItself() {
        sockets.join(user("ann"), List.of("channel:general", "call:c", "swarm:s"));
        scene.settle();
        hushed();
        sockets.leave(user("ann"), List.of("channel:general", "call:c", "swarm:s", "activity:never"));
        scene.settle();
        assertEquals("ann", bob.heardOnce("channel:leave").path("userId").asText());
        hushed();
        bob.says("message:send", "{'channelId':'general','content':'hi'}");
        ann.heardNothing();
    }

    @Test
    void nobodyIsTakenOutOfItsOrganization() {
        assertThrows(Rejected.class, () -> sockets.leave(user("ann"), List.of("org:acme")));
        assertThrows(Rejected.class, () -> sockets.leave(user("ann"), List.of("user:ann")));
    }

    @Test
    void aSocketMayBeIn500RoomsHoweverItGotThere() {
        for (int i = 0; i < 600; i++) {
            sockets.join(user("ann"), List.of("swarm:s" + i));
        }
        scene.settle();
        assertEquals(102, sockets.refused());
    }

    @Test
    void whoIsDisconnectedHearsNothingMoreAndTheOthersHearOfIt() {
        hushed();
        sockets.disconnect(new Addressees("acme", List.of(bob.id()), List.of()));
        scene.settle();
        assertTrue(bob.disconnected());
        assertFalse(ann.disconnected());
        assertFalse(eve.disconnected());
    }

    @Test
    void theOrganizationButNotWhoIsLeftOut() {
        sockets.disconnect(new Addressees("acme", List.of(), List.of("channel:general")));
        scene.settle();
        assertTrue(ann.disconnected());
        assertFalse(bob.disconnected());
        assertFalse(eve.disconnected());
    }

    @Test
    void withoutATenantNobodyIsMeant() {
        assertThrows(Rejected.class, () -> sockets.disconnect(new Addressees(null, List.of(), List.of())));
        assertThrows(Rejected.class, () -> sockets.join(user("ann"), List.of()));
        assertThrows(Rejected.class, () -> sockets.join(user("ann"), List.of("lobby")));
    }

    private void hushed() {
        scene.actors().forEach(Actor::forgets);
    }

    private static Addressees user(String userId) {
        return new Addressees("acme", List.of("user:" + userId), List.of());
    }
}
