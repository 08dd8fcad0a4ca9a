package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What back ends publish to rooms and sockets that they name, with any arguments.
class PublishToManyTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Scene scene = Scene.open();
    private final Actor ann = scene.entersAndJoins("ann", "general");
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor eve = scene.enters(Scene.principal("eve", "evil", Set.of(), Role.ADMIN));

    @Test
    void whoIsInSeveralOfTheRoomsHearsItOnce() {
        hushed();
        publish(to("acme", "channel:general", "user:ann", "org:acme"), "custom:note", text("hi"));
        assertEquals("hi", ann.heardOnce("custom:note").asText());
        assertEquals("hi", bob.heardOnce("custom:note").asText());
        eve.heardNothing();
    }

    @Test
    void withoutARoomEverybodyOfTheOrganizationHearsIt() {
        hushed();
        publish(to("acme"), "custom:note", text("hi"));
        ann.heardOnce("custom:note");
        bob.heardOnce("custom:note");
        eve.heardNothing();
    }

    @Test
    void withoutATenantOnlyRoomsThatNameTheirsAreReached() {
        hushed();
        publish(to(null, "org:acme"), "custom:note", text("hi"));
        ann.heardOnce("custom:note");
        eve.heardNothing();
        refused("organizationId", to(null), "custom:note", text("hi"));
        refused("organizationId", to(null, "channel:general"), "custom:note", text("hi"));
        refused("organizationId", to(null, ann.id()), "custom:note", text("hi"));
        refused("another organization", to("acme", "org:evil"), "custom:note", text("hi"));
    }

    @Test
    void aSocketIsReachedByItsIdWithinItsOrganization() {
        var phone = scene.enters("ann");
        hushed();
        phone.forgets();
        publish(to("acme", phone.id(), eve.id(), "notHere"), "custom:note", text("hi"));
        phone.heardOnce("custom:note");
        ann.heardNothing();
        eve.heardNothing();
    }

    @Test
    void roomsAndSocketsAreLeftOut() {
        hushed();
        publish(new Addressees("acme", List.of("channel:general"), List.of(ann.id())), "custom:note", text("hi"));
        ann.heardNothing();
        bob.heardOnce("custom:note");
        hushed();
        publish(new Addressees("acme", List.of(), List.of("user:bob")), "custom:note", text("hi"));
        bob.heardNothing();
        ann.heardOnce("custom:note");
    }

    @Test
    void argumentsArriveAsTheyWere() {
        hushed();
        publish(to("acme"), "custom:none");
        publish(to("acme"), "custom:many", text("a"), JSON.nullNode(), JSON.numberNode(1.5), JSON.arrayNode());
        assertEquals("[]", ann.heardOnce("custom:none").toString());
        assertEquals("[\"a\",null,1.5,[]]", ann.heardOnce("custom:many").toString());
    }

    @Test
    void binaryPartsGoBesideTheArguments() {
        hushed();
        var deep = JSON.objectNode();
        deep.putArray("list").add(BinaryNode.valueOf(new byte[] {3}));
        publish(to("acme"), "custom:bytes", BinaryNode.valueOf(new byte[] {1, 2}), deep);
        assertEquals(
                "[{\"_placeholder\":true,\"num\":0},{\"list\":[{\"_placeholder\":true,\"num\":1}]}]",
                ann.heardOnce("custom:bytes").toString());
        assertArrayEquals(new byte[] {1, 2}, ann.attachments().get(0));
        assertArrayEquals(new byte[] {3}, ann.attachments().get(1));
    }

    @Test
    void whatOnlyLooksLikeABinaryPartIsRefusedBesideOne() {
        var imitation = JSON.objectNode().put("_placeholder", true).put("num", 7);
        refused("_placeholder", to("acme"), "custom:bytes", imitation, BinaryNode.valueOf(new byte[1]));
        publish(to("acme"), "custom:bytes", imitation.deepCopy());
    }

    @Test
    void anEventOfTheCatalogueHasItsPayloadAndNothingElse() {
        refused("must be one object", to("acme", "user:ann"), "ooda:phase");
        refused("must be an object", to("acme", "user:ann"), "ooda:phase", text("act"));
        refused("phase", to("acme", "user:ann"), "ooda:phase", JSON.objectNode());
        refused("not for back ends", to("acme"), "message:new", JSON.objectNode());
    }

    @Test
    void whatIsTooMuchIsRefused() {
        refused("at most", to("acme"), "custom:bytes", BinaryNode.valueOf(new byte[768 * 1024 + 1]));
        var many = new JsonNode[33];
        Arrays.fill(many, JSON.nullNode());
        refused("arguments", to("acme"), "custom:many", many);
        var parts = JSON.arrayNode();
        for (int i = 0; i < 11; i++) {
            parts.add(BinaryNode.valueOf(new byte[1]));
        }
        refused("binary parts", to("acme"), "custom:bytes", parts);
        JsonNode deep = JSON.arrayNode();
        for (int i = 0; i < 100_000; i++) {
            deep = JSON.arrayNode().add(deep);
        }
        refused("nested", to("acme"), "custom:deep", deep);
        refused("U+0000", to("acme"), "custom:text", text("\0"));
        refused("number", to("acme"), "custom:number", JSON.numberNode(Double.NaN));
    }

    @Test
    void moreNamesThanAnybodyNeedsAreRefused() {
        var names = Collections.nCopies(1_001, "channel:general");
        assertThrows(Rejected.class, () -> new Addressees("acme", names, List.of()));
        assertThrows(Rejected.class, () -> new Addressees("acme", List.of(), names));
    }

    @Test
    void whoIsAwayHearsItOnceWhenItIsBack() {
        ann.close();
        scene.settle();
        publish(new Addressees("acme", List.of("channel:general", "user:ann"), List.of(bob.id())), "custom:note");
        var back = scene.returns(ann);
        back.heardOnce("custom:note");
        assertEquals(0, bob.eventNames().stream().filter("custom:note"::equals).count());
    }

    private void hushed() {
        scene.actors().forEach(Actor::forgets);
    }

    private static Addressees to(@Nullable String organizationId, String... names) {
        return new Addressees(organizationId, List.of(names), List.of());
    }

    private static JsonNode text(String text) {
        return JSON.textNode(text);
    }

    private void publish(Addressees whom, String event, JsonNode... arguments) {
        scene.dispatcher().backend().publish(whom, event, List.of(arguments));
        scene.settle();
    }

    private void refused(String why, Addressees whom, String event, JsonNode... arguments) {
        var rejected = assertThrows(Rejected.class, () -> publish(whom, event, arguments));
        assertTrue(rejected.publicMessage().contains(why), rejected.publicMessage());
    }
}
