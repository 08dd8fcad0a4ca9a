package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What back ends publish.
class PublishTest {
    private static final RoomId SWARM = new RoomId.Swarm("acme", "s1");
    private static final RoomId ACTIVITY = new RoomId.Activity("c1");
    private static final RoomId TO_ANN = new RoomId.User("acme", "ann");
    private static final String PHASE = "{'phase':'act','iteration':0,'data':{'status':'started'}}";

    private final Scene scene = Scene.open();
    private final Actor bob = scene.enters("bob");
    private final Actor ann = scene.enters("ann");

    @Test
    void whoSubscribedHearsWhatIsPublishedThere() {
        ann.says("swarm:subscribe", "{'sessionId':'s1'}");
        ann.says("activity:join", "{'room':'activity:c1'}");
        forget();
        publish(SWARM, "custom:step", "{'n':1.50,'deep':{'a':[null,true]}}");
        publish(ACTIVITY, "custom:sale", "{}");
        assertEquals(
                "{\"n\":1.50,\"deep\":{\"a\":[null,true]}}",
                ann.heardOnce("custom:step").toString());
        assertEquals(List.of("custom:step", "custom:sale"), ann.eventNames());
        bob.heardNothing();
    }

    @Test
    void whoLeftHearsNothingMore() {
        ann.says("swarm:subscribe", "{'sessionId':'s1'}");
        ann.says("activity:join", "{'room':'activity:c1'}");
        ann.says("swarm:unsubscribe", "{'sessionId':'s1'}");
        ann.says("activity:leave", "{'room':'activity:c1'}");
        forget();
        publish(SWARM, "custom:step", "{}");
        publish(ACTIVITY, "custom:sale", "{}");
        ann.heardNothing();
    }

    @Test
    void theSameSessionOfAnotherOrganizationIsAnotherRoom() {
        var eve = scene.enters(Scene.principal("eve", "evil", Set.of("c1"), Role.ADMIN));
        eve.says("swarm:subscribe", "{'sessionId':'s1'}");
        eve.forgets();
        publish(SWARM, "custom:step", "{}");
        publish(new RoomId.User("acme", "eve"), "custom:step", "{}");
        eve.heardNothing();
    }

    @Test
    void aRoomThatNobodyIsInIsNoFailure() {
        int rooms = scene.rooms().count();
        publish(new RoomId.Swarm("nobody", "here"), "custom:step", "{}");
        assertEquals(rooms, scene.rooms().count());
    }

    @Test
    void aPhaseIsHeardByEachSocketOfTheUser() {
        var phone = scene.enters("ann");
        forget();
        phone.forgets();
        publish(
                TO_ANN,
                "ooda:phase",
                "{'phase':'decide','iteration':2,'data':{'status':'completed','result':{'plan':[1]},'more':1},"
                        + "'timestamp':'2026-01-01T01:00:00+01:00','userId':'mallory'}");
        for (var socket : List.of(ann, phone)) {
            assertEquals(
                    "{\"phase\":\"decide\",\"iteration\":2,\"data\":{\"status\":\"completed\","
                            + "\"result\":{\"plan\":[1]}},\"timestamp\":\"2026-01-01T00:00:00.000Z\"}",
                    socket.heardOnce("ooda:phase").toString());
        }
        bob.heardNothing();
    }

    @Test
    @Hears({"ooda:phase", "ooda:complete"})
    void whatWasNotGivenIsLeftOutAndTheTimeIsNow() {
        publish(TO_ANN, "ooda:phase", PHASE);
        publish(TO_ANN, "ooda:complete", "{'goalMet':false,'iterations':3,'killed':true}");
        assertEquals(
                "{\"phase\":\"act\",\"iteration\":0,\"data\":{\"status\":\"started\"},"
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                ann.heardOnce("ooda:phase").toString());
        assertEquals(
                "{\"goalMet\":false,\"iterations\":3,\"killed\":true,\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                ann.heardOnce("ooda:complete").toString());
    }

    @Test
    void anEventOfTheCatalogueIsCheckedFieldByField() {
        refused("data.phase: is required", "ooda:phase", "{'iteration':0,'data':{'status':'started'}}");
        refused("data.phase: must be one of", "ooda:phase", PHASE.replace("act", "ACT"));
        refused("data.iteration: must be a whole number", "ooda:phase", PHASE.replace("0", "1.5"));
        refused("data.iteration: must be from", "ooda:phase", PHASE.replace("0", "-1"));
        refused("data.data: must be an object", "ooda:phase", "{'phase':'act','iteration':0,'data':[]}");
        refused("data.data.status: must be one of", "ooda:phase", PHASE.replace("started", "over"));
        refused("data.timestamp: must be a time", "ooda:phase", PHASE.replace("{'ph", "{'timestamp':'now','ph"));
        refused("data.goalMet: is required", "ooda:complete", "{'iterations':3,'killed':true}");
        refused("data.killed: must be true or false", "ooda:complete", "{'goalMet':true,'iterations':3,'killed':'no'}");
    }

    @Test
    void whatTheServerSaysOrClientsSayNobodyElseMaySay() {
        for (var row : ServerEvents.ALL) {
            if (!row.event().startsWith("ooda:")) {
                refused("event: this name is not for back ends", row.event(), "{}");
            }
        }
        for (var entry : Catalogue.CONTRACT.fromClients()) {
            refused("event: this name is not for back ends", entry.name(), "{}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "disconnect", "connect_error", "disconnecting", "error"})
    void whatClientsTakeForTheirOwnEventsIsRefused(String event) {
        refused("event: this name is not for back ends", event, "{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "a:", ":a", "a::b", "A", "a b", "a.b", "a\n", "ä", "a\"", "a\u0000", "newListener"})
    void aNameIsOfWordsWithColonsBetweenThem(String event) {
        refused("event: must be words of", event, "{}");
    }

    @Test
    void aNameHasItsLength() {
        refused("event: must be words of", "a".repeat(129), "{}");
        refused("event: must be words of", "a:".repeat(50_000) + "a", "{}");
        publish(TO_ANN, "custom:" + "a".repeat(121), "{}");
        ann.heardOnce("custom:" + "a".repeat(121));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "[]", "'a'", "true"})
    void dataIsAnObject(String data) {
        refused("data: must be an object", "custom:step", data);
    }

    @Test
    void whatNoClientMaySendNoBackEndMayEither() {
        for (var text : List.of("a\u0000", "\ud800", "\udc00\ud800")) {
            var object = JsonNodeFactory.instance.objectNode();
            refused("data: ", "custom:step", object.deepCopy().put("a", text));
            refused("data: ", "custom:step", object.deepCopy().put(text, 1));
            refused(
                    "data: ",
                    "custom:step",
                    object.deepCopy().set("a", object.arrayNode().add(text)));
        }
        refused("data: ", "custom:step", JsonNodeFactory.instance.objectNode().put("n", Double.NaN));
        refused(
                "data: ",
                "custom:step",
                JsonNodeFactory.instance.objectNode().set("b", BinaryNode.valueOf(new byte[1])));
        refused("data: ", "custom:step", JsonNodeFactory.instance.objectNode().putPOJO("b", new Object()));
    }

    @Test
    void dataIsAsDeepAsAClientsAtMost() {
        publish(TO_ANN, "custom:deep", nested(31));
        ann.heardOnce("custom:deep");
        refused("data: is nested too deeply", "custom:deep", nested(32));
        JsonNode abyss = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 100_000; i++) {
            abyss = JsonNodeFactory.instance.objectNode().set("a", abyss);
        }
        refused("data: is nested too deeply", "custom:deep", abyss);
    }

    @Test
    void dataWeighsLessThanASocketMayHaveUnsent() {
        int most = 768 * 1024;
        publish(TO_ANN, "custom:large", "{'a':'" + "x".repeat(most - 8) + "'}");
        ann.heardOnce("custom:large");
        var heavy = assertThrows(
                Rejected.class, () -> publish(TO_ANN, "custom:large", "{'a':'" + "x".repeat(most - 7) + "'}"));
        assertEquals(ErrorCode.PAYLOAD_TOO_LARGE, heavy.code());
    }

    private void publish(RoomId room, String event, String data) {
        scene.dispatcher().backend().publish(room, event, Actor.json(data));
        scene.settle();
    }

    private void refused(String why, String event, String data) {
        refused(why, event, Actor.json(data));
    }

    private void refused(String why, String event, JsonNode data) {
        forget();
        var rejected =
                assertThrows(Rejected.class, () -> scene.dispatcher().backend().publish(TO_ANN, event, data), event);
        scene.settle();
        assertEquals(ErrorCode.VALIDATION_ERROR, rejected.code());
        assertTrue(rejected.publicMessage().startsWith(why), event + ": " + rejected.publicMessage());
        ann.heardNothing();
    }

    private void forget() {
        ann.forgets();
        bob.forgets();
    }

    private static String nested(int depth) {
        return "{'a':".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);
    }
}
