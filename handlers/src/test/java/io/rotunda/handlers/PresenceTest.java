package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Section 7 of the contract. What becomes of users by itself is tested in `rooms`.
class PresenceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Scene scene = Scene.open();
    private final Actor bob = scene.enters("bob");

    @Test
    void theFirstSocketIsAnnouncedToTheOrganizationAndItselfAfterConnected() {
        var ann = scene.enters("ann");
        scene.enters("ann");
        assertEquals(
                "{\"userId\":\"ann\",\"userName\":\"Name of ann\",\"status\":\"online\",\"customStatus\":null,"
                        + "\"statusText\":null,\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                presenceOf("ann").getFirst().toString());
        assertEquals(List.of("online"), statuses("ann"));
        assertEquals(
                List.of("connected", "presence:update"),
                ann.heardInAll().stream().map(Heard::event).toList());
    }

    @Test
    void anotherOrganizationHearsNothing() {
        var stranger = scene.enters(Scene.principal("bob", "other", Set.of(), Role.MEMBER));
        stranger.forgets();
        scene.enters("ann").says("presence:update", "{'status':'busy'}");
        stranger.heardNothing();
        assertEquals(List.of(), stranger.heard("presence:update"));
        assertEquals(List.of("bob"), listed(stranger.says("presence:list")));
    }

    @Test
    @Hears("presence:update")
    void whatIsChosenIsToldToAllAndUnchangedNotAgain() {
        var ann = scene.enters("ann");
        for (int i = 0; i < 2; i++) {
            var answer = ann.says(
                    "presence:update",
                    "{'status':'busy','customStatus':'In a meeting','statusText':'until noon','userId':'bob'}");
            assertEquals("{\"success\":true}", answer.toString());
        }
        var told = presenceOf("ann").getLast();
        assertEquals("busy", told.path("status").asText());
        assertEquals("In a meeting", told.path("customStatus").asText());
        assertEquals("until noon", told.path("statusText").asText());
        assertEquals(List.of("online", "busy"), statuses("ann"));
        assertEquals(presenceOf("ann"), ann.heard("presence:update"));
    }

    @Test
    void textsStayUntilTheyAreChangedTakenAwayOrTheUserIsOffline() {
        var ann = scene.enters("ann");
        ann.says("presence:update", "{'status':'busy','customStatus':'a','statusText':'b'}");
        assertEquals("away a b", chosen(ann, "{'status':'away'}"));
        assertEquals("away c b", chosen(ann, "{'status':'away','customStatus':'c'}"));
        assertEquals("away c null", chosen(ann, "{'status':'away','statusText':null}"));
        assertEquals("offline null d", chosen(ann, "{'status':'offline','statusText':'d'}"));
        assertEquals("online null d", chosen(ann, "{'status':'online'}"));
        assertEquals("offline null null", chosen(ann, "{'status':'offline'}"));
        assertEquals("online null null", chosen(ann, "{'status':'online'}"));
    }

    @Test
    void theLastSocketsEndIsAnnouncedAfterTheGraceUnlessTheUserComesBack() {
        var ann = scene.enters("ann");
        ann.says("presence:update", "{'status':'busy'}");
        ann.leaves();
        scene.passes(GRACE.minusMillis(1));
        ann = scene.enters("ann");
        scene.passes(GRACE);
        assertEquals(List.of("online", "busy"), statuses("ann"));
        ann.leaves();
        scene.passes(GRACE);
        assertEquals(List.of("online", "busy", "offline"), statuses("ann"));
    }

    @Test
    void closingTwiceIsOneSocketLess() {
        var ann = scene.enters("ann");
        scene.enters("ann");
        ann.leaves();
        ann.leaves();
        scene.passes(GRACE);
        assertEquals(List.of("online"), statuses("ann"));
    }

    @Test
    void whoeverIsSilentIsAwayUntilAnyEventComes() {
        var ann = scene.enters("ann");
        for (var event : List.of("presence:heartbeat", "no:such", "typing:start", "presence:list")) {
            bob.forgets();
            scene.passes(TIMEOUT);
            assertEquals(List.of("away"), statuses("ann"));
            ann.says(event);
            ann.says(event);
            assertEquals(List.of("away", "online"), statuses("ann"));
        }
    }

    @Test
    void aHeartbeatThatIsIgnoredIsASignOfLifeToo() {
        var ann = scene.enters("ann");
        ann.says("presence:heartbeat");
        for (int i = 0; i < 50; i++) {
            scene.passes(Duration.ofSeconds(2));
            assertEquals("{\"success\":true}", ann.says("presence:heartbeat").toString());
        }
        assertEquals(List.of("online"), statuses("ann"));
    }

    @Test
    void whoChoosesWhileAwayIsToldOnce() {
        var ann = scene.enters("ann");
        scene.passes(TIMEOUT);
        ann.says("presence:update", "{'status':'away','statusText':'lunch'}");
        scene.passes(TIMEOUT);
        ann.says("presence:heartbeat");
        assertEquals(List.of("online", "away", "away"), statuses("ann"));
        assertEquals("lunch", presenceOf("ann").getLast().path("statusText").asText());
    }

    @Test
    void theListHoldsAllWhoAreNotOfflineAsTheyWereAnnounced() {
        var ann = scene.enters("ann");
        scene.enters("cat").says("presence:update", "{'status':'offline'}");
        ann.says("presence:update", "{'status':'busy','customStatus':'x'}");
        scene.passes(Duration.ofSeconds(1));
        var answer = bob.says("presence:list");
        assertEquals(List.of("ann", "bob"), listed(answer));
        assertEquals(presenceOf("ann").getLast(), answer.at("/users/0"));
        assertFalse(answer.path("hasMore").asBoolean(true));
        assertTrue(answer.path("success").asBoolean());
    }

    @Test
    void aLargeOrganizationIsListedPieceByPiece() {
        var large = new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)));
        var expected = new ArrayList<String>();
        for (int i = 0; i < 1_100; i++) {
            expected.add(large.enters("user" + (10_000 + i)).user().userId());
        }
        var ann = large.enters("ann");
        expected.addFirst("ann");
        var listed = new ArrayList<String>();
        var answer = ann.says("presence:list");
        listed.addAll(listed(answer));
        assertEquals(PresenceList.MAX_USERS, listed.size());
        while (answer.path("hasMore").asBoolean()) {
            answer = ann.says("presence:list", "{'after':'" + listed.getLast() + "'}");
            listed.addAll(listed(answer));
        }
        assertEquals(expected, listed);
    }

    @Test
    void aPageWeighsNoMoreThanAClientMayHaveUnsent() {
        int bytes = 20_000;
        var narrow =
                new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, bytes));
        var texts = "\\u0001".repeat(200);
        for (int i = 0; i < 30; i++) {
            var request = "{'status':'busy','customStatus':'" + texts + "','statusText':'" + texts + "'}";
            narrow.enters("user" + i).says("presence:update", request);
        }
        var answer = narrow.enters("ann").says("presence:list");
        assertTrue(Json.write(answer).length <= bytes);
        assertTrue(answer.path("hasMore").asBoolean());
        assertTrue(answer.path("users").size() > 2);
    }

    @Test
    void whatHappensBesideAListComesAfterIt() {
        var ann = scene.enters("ann");
        bob.forgets();
        var session = bob.session();
        var ack = new PresenceList(scene.clock(), 10_000).handle(session, new PresenceList.Request(null));
        ann.says("presence:update", "{'status':'busy'}");
        assertEquals(List.of(), statuses("ann")); // the answer is not on its way yet
        ack.afterwards().run();
        scene.settle();
        assertEquals(List.of("busy"), statuses("ann"));
    }

    @Test
    void inALargeOrganizationOnlyWhatIsChosenIsAnnounced() {
        var large = new Scene(Limits.defaults().withPresence(TIMEOUT, GRACE, 2));
        var watcher = large.enters("watcher");
        large.enters("ann").leaves();
        large.passes(GRACE);
        var cat = large.enters("cat");
        var dan = large.enters("dan");
        watcher.forgets();
        large.enters("eve").leaves();
        large.passes(TIMEOUT);
        cat.says("presence:heartbeat");
        dan.says("presence:update", "{'status':'busy'}");
        assertEquals("dan", watcher.heardOnce("presence:update").path("userId").asText());
        assertEquals(
                List.of("cat online", "dan busy", "watcher online"),
                watcher.says("presence:list")
                        .path("users")
                        .valueStream()
                        .map(user -> user.path("userId").asText() + " "
                                + user.path("status").asText())
                        .toList());
    }

    @Test
    void whenEverybodyHasGoneNothingIsKept() {
        bob.leaves();
        scene.passes(GRACE);
        assertEquals(0, scene.rooms().count());
        var ann = scene.enters("ann");
        assertEquals(List.of("ann"), listed(ann.says("presence:list")));
    }

    @Test
    void whatIsRefusedChangesNothing() {
        var ann = scene.enters("ann");
        bob.forgets();
        ann.says("presence:update", "{'status':'busy','statusText':'" + "x".repeat(201) + "'}");
        ann.says("presence:update", "{'customStatus':'x'}");
        assertEquals(List.of(), statuses("ann"));
    }

    private String chosen(Actor actor, String request) {
        actor.says("presence:update", request);
        var told = presenceOf(actor.user().userId()).getLast();
        return told.path("status").asText() + " " + told.path("customStatus").asText() + " "
                + told.path("statusText").asText();
    }

    /// What bob heard of a user.
    private List<JsonNode> presenceOf(String userId) {
        return bob.heard("presence:update").stream()
                .filter(told -> told.path("userId").asText().equals(userId))
                .toList();
    }

    private List<String> statuses(String userId) {
        return presenceOf(userId).stream()
                .map(told -> told.path("status").asText())
                .toList();
    }

    private static List<String> listed(JsonNode answer) {
        return answer.path("users")
                .valueStream()
                .map(user -> user.path("userId").asText())
                .toList();
    }
}
