package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToolPermissionTest {
    private static final RoomId.User ANN = new RoomId.User("acme", "ann");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor phone = scene.enters("ann");
    private final Actor bob = scene.enters("bob");

    @Test
    @Hears("tool:permission:request")
    void eachSocketOfTheUserIsAskedAndNobodyElse() {
        forget();
        var pending = ask("{'path':'/tmp'}");
        var request = "{\"requestId\":\"" + pending.requestId() + "\",\"toolName\":\"shell\","
                + "\"input\":{\"path\":\"/tmp\"},\"reason\":\"to clean up\","
                + "\"expiresAt\":\"2026-03-19T12:00:30.000Z\"}";
        assertEquals(request, ann.heardOnce("tool:permission:request").toString());
        assertEquals(request, phone.heardOnce("tool:permission:request").toString());
        bob.heardNothing();
    }

    @Test
    @Hears("tool:permission:resolved")
    void theFirstAnswerDecides() {
        var pending = ask("{}");
        forget();
        var answer = answers(phone, pending, true, ",'reason':'go on'");
        assertEquals(
                "{\"success\":true,\"requestId\":\"" + pending.requestId() + "\",\"approved\":true}",
                answer.toString());
        var resolved = "{\"requestId\":\"" + pending.requestId()
                + "\",\"approved\":true,\"reason\":\"go on\",\"resolvedBy\":\"ann\"}";
        for (var socket : List.of(ann, phone)) {
            assertEquals(resolved, socket.heardOnce("tool:permission:resolved").toString());
        }
        bob.heardNothing();
        assertEquals(new ToolPermissionResolved(pending.requestId(), true, "go on", "ann"), decision(pending));
    }

    @Test
    void aNoNeedsNoReason() {
        var pending = ask("{}");
        answers(ann, pending, false, "");
        assertEquals(new ToolPermissionResolved(pending.requestId(), false, null, "ann"), decision(pending));
        assertTrue(phone.heardOnce("tool:permission:resolved").path("reason").isNull());
    }

    @Test
    void laterAnswersAreConflicts() {
        var pending = ask("{}");
        answers(ann, pending, true, "");
        forget();
        for (var socket : List.of(phone, ann)) {
            var late = answers(socket, pending, false, "");
            assertEquals("CONFLICT", late.at("/error/code").asText());
        }
        assertEquals(List.of("error"), phone.eventNames());
        assertTrue(decided(pending).approved());
    }

    @Test
    void anAnswerBySomebodyElseIsToNoRequest() {
        var pending = ask("{}");
        var eve = scene.enters(Scene.principal("ann", "evil", Set.of("c1"), Role.ADMIN));
        eve.forgets();
        assertEquals(
                "NOT_FOUND", answers(bob, pending, true, "").at("/error/code").asText());
        assertEquals(
                "NOT_FOUND", answers(eve, pending, true, "").at("/error/code").asText());
        answers(ann, pending, false, "");
        assertEquals(
                "NOT_FOUND", answers(bob, pending, true, "").at("/error/code").asText());
        assertEquals(
                "NOT_FOUND", answers(eve, pending, true, "").at("/error/code").asText());
        assertEquals(List.of("error", "error"), eve.eventNames());
        assertFalse(decided(pending).approved());
    }

    @Test
    void whatWasNeverAskedIsNotFound() {
        assertEquals(
                "NOT_FOUND",
                ann.says("tool:permission:response", "{'requestId':'perhaps','approved':true}")
                        .at("/error/code")
                        .asText());
    }

    @Test
    void whenNobodyAnswersInTimeTheAnswerIsNo() {
        var pending = ask("{}");
        scene.passes(TIMEOUT.minusMillis(1));
        assertEquals(null, decision(pending));
        scene.passes(Duration.ofMillis(1));
        assertEquals(new ToolPermissionResolved(pending.requestId(), false, "timeout", null), decision(pending));
        for (var socket : List.of(ann, phone)) {
            assertEquals(
                    "{\"requestId\":\"" + pending.requestId()
                            + "\",\"approved\":false,\"reason\":\"timeout\",\"resolvedBy\":null}",
                    socket.heardOnce("tool:permission:resolved").toString());
        }
        assertEquals(
                "CONFLICT", answers(ann, pending, true, "").at("/error/code").asText());
    }

    @Test
    void anAnswerThatComesTooLateIsNoneEvenBeforeTheServerLooks() {
        var pending = ask("{}");
        scene.clock().advance(TIMEOUT);
        assertEquals(
                "CONFLICT", answers(ann, pending, true, "").at("/error/code").asText());
        assertEquals("timeout", decided(pending).reason());
        scene.passes(Duration.ofSeconds(1));
        phone.heardOnce("tool:permission:resolved");
    }

    @Test
    void whoAsksMayGiveLessTimeOrMore() {
        var quick = scene.dispatcher().backend().askPermission(ANN, "shell", input("{}"), "", Duration.ofMillis(5));
        var slow = scene.dispatcher().backend().askPermission(ANN, "shell", input("{}"), "", Duration.ofMinutes(10));
        scene.passes(Duration.ofMillis(5));
        assertEquals("timeout", decided(quick).reason());
        scene.passes(Duration.ofMinutes(10).minusMillis(6));
        assertEquals(null, decision(slow));
        scene.passes(Duration.ofMillis(1));
        assertEquals("timeout", decided(slow).reason());
    }

    @Test
    void aWithdrawnRequestIsDenied() {
        var pending = ask("{}");
        pending.withdraw();
        pending.withdraw();
        scene.settle();
        assertEquals(new ToolPermissionResolved(pending.requestId(), false, "withdrawn", null), decision(pending));
        ann.heardOnce("tool:permission:resolved");
        assertEquals(
                "CONFLICT", answers(ann, pending, true, "").at("/error/code").asText());
    }

    @Test
    void whatIsDecidedCannotBeWithdrawn() {
        var pending = ask("{}");
        answers(ann, pending, true, "");
        pending.withdraw();
        scene.settle();
        assertTrue(decided(pending).approved());
        phone.heardOnce("tool:permission:resolved");
    }

    @Test
    void whoConnectsWhileARequestIsOpenReceivesItAfterTheGreeting() {
        var first = ask("{}");
        var second = ask("{}");
        var third = ask("{}");
        answers(ann, second, true, "");
        var tablet = scene.enters("ann");
        assertEquals(List.of("connected", "tool:permission:request", "tool:permission:request"), tablet.eventNames());
        assertEquals(
                List.of(first.requestId(), third.requestId()),
                tablet.heard("tool:permission:request").stream()
                        .map(request -> request.path("requestId").asText())
                        .toList());
        answers(tablet, first, true, "");
        tablet.heardOnce("tool:permission:resolved");
        assertEquals(List.of("connected"), scene.enters("bob").eventNames());
    }

    @Test
    void whoConnectsLaterHearsNothingOfWhatIsDecided() {
        answers(ann, ask("{}"), true, "");
        assertEquals(List.of("connected"), scene.enters("ann").eventNames());
    }

    @Test
    void aUserWhoIsNotThereIsAskedOnConnecting() {
        var pending = scene.dispatcher()
                .backend()
                .askPermission(new RoomId.User("acme", "cat"), "shell", input("{}"), "", null);
        var cat = scene.enters("cat");
        cat.heardOnce("tool:permission:request");
        answers(cat, pending, true, "");
        assertTrue(decided(pending).approved());
    }

    @Test
    void moreThanTwentyOpenRequestsAreRefusedToWhoAsks() {
        var open = new ArrayList<PendingPermission>();
        for (int i = 0; i < 20; i++) {
            open.add(ask("{}"));
            scene.passes(Duration.ofMillis(100));
        }
        forget();
        var refused = assertThrows(Rejected.class, () -> ask("{}"));
        assertEquals(ErrorCode.RATE_LIMIT_EXCEEDED, refused.code());
        assertEquals(28_000, refused.retryAfterMs());
        scene.settle();
        ann.heardNothing();
        answers(ann, open.getFirst(), false, "");
        ask("{}");
        phone.heardOnce("tool:permission:request");
    }

    @Test
    void openRequestsTogetherWeighLessThanANewSocketCanTake() {
        var heavy = "{'a':'" + "x".repeat(65_000) + "'}";
        for (int i = 0; i < 4; i++) {
            ask(heavy);
        }
        assertEquals(
                ErrorCode.RATE_LIMIT_EXCEEDED,
                assertThrows(Rejected.class, () -> ask(heavy)).code());
        scene.passes(TIMEOUT);
        ask(heavy);
    }

    @Test
    void whatIsAskedHasItsBounds() {
        var backend = scene.dispatcher().backend();
        forget();
        for (var toolName : List.of("", "x".repeat(129), "a\u0000", "\ud800")) {
            refused("toolName", () -> backend.askPermission(ANN, toolName, input("{}"), "", null));
        }
        for (var reason : List.of("x".repeat(1_001), "a\u0000")) {
            refused("reason", () -> backend.askPermission(ANN, "shell", input("{}"), reason, null));
        }
        for (var bad : List.of(input("null"), input("['\\u0000']"), input("[".repeat(32) + "]".repeat(32)))) {
            refused("input", () -> backend.askPermission(ANN, "shell", bad, "", null));
        }
        for (var timeout : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofMillis(600_001))) {
            refused("timeoutMs", () -> backend.askPermission(ANN, "shell", input("{}"), "", timeout));
        }
        var large = assertThrows(Rejected.class, () -> ask("{'a':'" + "x".repeat(65_536 - 7) + "'}"));
        assertEquals(ErrorCode.PAYLOAD_TOO_LARGE, large.code());
        scene.settle();
        ann.heardNothing();
        ask("{'a':'" + "x".repeat(65_536 - 8) + "'}");
        ann.heardOnce("tool:permission:request");
    }

    @Test
    void idsAreUnlikeEachOther() {
        var one = ask("{}").requestId();
        assertNotEquals(one, ask("{}").requestId());
        assertTrue(one.length() >= 32, one);
    }

    @Test
    void whatIsDecidedIsForgottenAfterAWhile() {
        var permissions = new ToolPermissions(scene.rooms(), Limits.defaults(), scene.clock());
        permissions.ask(ANN, "shell", input("{}"), "", null).withdraw();
        assertEquals(1, permissions.users());
        scene.clock().advance(Duration.ofMinutes(10));
        permissions.tick();
        assertEquals(1, permissions.users());
        scene.clock().advance(Duration.ofMillis(1));
        permissions.tick();
        assertEquals(0, permissions.users());
    }

    @Test
    void ofWhatIsDecidedTheLastHundredAreRemembered() {
        var first = ask("{}");
        first.withdraw();
        var second = ask("{}");
        second.withdraw();
        for (int i = 0; i < 99; i++) {
            ask("{}").withdraw();
        }
        scene.settle();
        assertEquals(
                "NOT_FOUND", answers(ann, first, true, "").at("/error/code").asText());
        assertEquals(
                "CONFLICT", answers(ann, second, true, "").at("/error/code").asText());
    }

    private PendingPermission ask(String input) {
        var pending = scene.dispatcher().backend().askPermission(ANN, "shell", input(input), "to clean up", null);
        scene.settle();
        return pending;
    }

    private static JsonNode input(String json) {
        return Actor.json(json);
    }

    private static JsonNode answers(Actor who, PendingPermission pending, boolean approved, String more) {
        return who.says(
                "tool:permission:response",
                "{'requestId':'" + pending.requestId() + "','approved':" + approved + more + "}");
    }

    private static ToolPermissionResolved decided(PendingPermission pending) {
        var decision = decision(pending);
        if (decision == null) {
            throw new AssertionError("not decided");
        }
        return decision;
    }

    private static @Nullable ToolPermissionResolved decision(PendingPermission pending) {
        return pending.decision().toCompletableFuture().getNow(null);
    }

    private static void refused(String field, Runnable asking) {
        var rejected = assertThrows(Rejected.class, asking::run);
        assertEquals(ErrorCode.VALIDATION_ERROR, rejected.code());
        assertTrue(rejected.publicMessage().startsWith(field + ": "), rejected.publicMessage());
    }

    private void forget() {
        List.of(ann, phone, bob).forEach(Actor::forgets);
    }
}
