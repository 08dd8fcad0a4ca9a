package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The calls about users, their sockets and the calls that they are in.
class UserCallsTest {
    private static final String ASK =
            "{'organizationId':'acme','userId':'ann','toolName':'shell','input':{},'reason':''}";

    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");
    private final Actor phone = scene.enters("ann");
    private final Actor bob = scene.enters("bob");
    private final BackEnd backEnd = new BackEnd(scene);

    @Test
    void aCallRingsAtTheRecipient() {
        forget();
        var ringing = backEnd.succeeds("POST /calls/ring", ring("'timeoutMs':5000"));
        assertEquals(
                "{\"success\":true,\"roomId\":\"r1\",\"expiresAt\":\"2026-03-19T12:00:05.000Z\"}", ringing.toString());
        assertEquals("Ann", bob.heardOnce("call:incoming").path("callerName").asText());
        ann.heardNothing();
        scene.passes(Duration.ofSeconds(5));
        bob.heardOnce("call:cancelled");
    }

    @Test
    void aRingThatMayNotBeIsRefused() {
        assertEquals(
                "VALIDATION_ERROR",
                backEnd.calls("POST /calls/ring", ring("'timeoutMs':0")).code());
        assertEquals("VALIDATION_ERROR", backEnd.calls("POST /calls/ring", "{}").code());
        backEnd.succeeds("POST /calls/ring", ring("'timeoutMs':5000"));
        var other = ring("'timeoutMs':5000").replace("standup", "other");
        assertEquals(409, backEnd.calls("POST /calls/ring", other).status());
    }

    @Test
    void theTranscriptIsReadPageByPageAndGoesOnWhenMoreIsSaid() {
        ann.says("call:join", "{'roomName':'standup'}");
        for (int i = 1; i <= 3; i++) {
            speaks("words " + i, true);
            speaks("half of words", false);
        }
        var first = backEnd.succeeds("GET /calls/standup/transcript?organizationId=acme&limit=2");
        assertEquals(List.of("words 1", "words 2"), texts(first));
        assertTrue(first.path("hasMore").asBoolean());
        var second = transcriptAfter(first);
        assertEquals(List.of("words 3"), texts(second));
        assertFalse(second.path("hasMore").asBoolean());
        assertEquals(List.of(), texts(transcriptAfter(second)));
        speaks("words 4", true);
        assertEquals(List.of("words 4"), texts(transcriptAfter(second)));
        var elsewhere = backEnd.succeeds("GET /calls/standup/transcript?organizationId=other");
        assertEquals(List.of(), texts(elsewhere));
        var wrong = backEnd.calls("GET /calls/standup/transcript?organizationId=acme&after=-1");
        assertEquals("VALIDATION_ERROR", wrong.code());
    }

    @Test
    void aPhaseWeighsNoMoreThanWhatIsPublished() {
        var heavy = "{'organizationId':'acme','userId':'ann','phase':'act','iteration':1,"
                + "'data':{'status':'completed','result':'" + "x".repeat(768 * 1024) + "'}}";
        var refused = backEnd.calls("POST /ooda/phase", heavy);
        assertEquals(413, refused.status());
        assertTrue(refused.message().startsWith("data: must be at most"), refused.message());
        assertFalse(ann.eventNames().contains("ooda:phase"));
    }

    @Test
    void aPermissionIsAnsweredWhenItIsDecided() {
        var answers = backEnd.begins("POST /tool-permissions", ASK);
        assertEquals(List.of(), answers);
        var id = ann.heardOnce("tool:permission:request").path("requestId").asText();
        phone.says("tool:permission:response", "{'requestId':'" + id + "','approved':true,'reason':'go on'}");
        assertEquals(
                "{\"success\":true,\"requestId\":\"" + id
                        + "\",\"approved\":true,\"reason\":\"go on\",\"resolvedBy\":\"ann\"}",
                answers.getFirst().body().toString());
    }

    @Test
    void aPermissionThatNobodyDecidesIsDeniedInTime() {
        var answers = backEnd.begins("POST /tool-permissions", ASK);
        scene.passes(Duration.ofSeconds(30));
        var body = answers.getFirst().body();
        assertFalse(body.path("approved").asBoolean());
        assertEquals("timeout", body.path("reason").asText());
        assertTrue(body.path("resolvedBy").isNull());
    }

    @Test
    void aCallerThatGoesAwayTakesItsQuestionBack() {
        backEnd.begins("POST /tool-permissions", ASK);
        backEnd.isGone();
        var resolved = ann.heardOnce("tool:permission:resolved");
        assertEquals("withdrawn", resolved.path("reason").asText());
        assertEquals(List.of("connected"), scene.enters("ann").eventNames());
    }

    @Test
    void aCallerThatGoesAwayAfterItWasAnsweredChangesNothing() {
        backEnd.begins("POST /tool-permissions", ASK);
        var id = ann.heardOnce("tool:permission:request").path("requestId").asText();
        ann.says("tool:permission:response", "{'requestId':'" + id + "','approved':true}");
        backEnd.isGone();
        assertTrue(ann.heardOnce("tool:permission:resolved").path("approved").asBoolean());
    }

    @Test
    void whenTheServerGoesQuestionsAreTakenBackAndWhoAskedIsToldToAskAgain() {
        var waiting = backEnd.begins("POST /tool-permissions", ASK);
        scene.dispatcher().backend().stopAsking();
        scene.settle();
        var late = backEnd.begins("POST /tool-permissions", ASK);
        for (var answers : List.of(waiting, late)) {
            assertEquals(1, answers.size());
            assertEquals(503, answers.getFirst().status());
            assertEquals("UNAVAILABLE", answers.getFirst().code());
            assertEquals(
                    1_000, answers.getFirst().body().at("/error/retryAfterMs").asLong());
        }
        var resolved = phone.heard("tool:permission:resolved");
        assertEquals(2, resolved.size());
        resolved.forEach(one -> assertEquals("withdrawn", one.path("reason").asText()));
    }

    @Test
    void whatAnAgentDoesIsToldToItsUser() {
        forget();
        backEnd.succeeds(
                "POST /ooda/phase",
                "{'organizationId':'acme','userId':'ann','phase':'act','iteration':2,'data':{'status':'started'}}");
        backEnd.succeeds(
                "POST /ooda/complete",
                "{'organizationId':'acme','userId':'ann','goalMet':true,'iterations':3,'killed':false}");
        assertEquals(
                "{\"phase\":\"act\",\"iteration\":2,\"data\":{\"status\":\"started\"},"
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                phone.heardOnce("ooda:phase").toString());
        assertTrue(ann.heardOnce("ooda:complete").path("goalMet").asBoolean());
        bob.heardNothing();
        var wrong = backEnd.calls(
                "POST /ooda/phase",
                "{'organizationId':'acme','userId':'ann','phase':'rest','iteration':2,'data':{'status':'started'}}");
        assertEquals("VALIDATION_ERROR", wrong.code());
    }

    @Test
    void aUserIsDisconnectedWithAllSockets() {
        var answer = backEnd.succeeds("POST /disconnect", "{'organizationId':'acme','userId':'ann','reason':'fired'}");
        assertEquals(2, answer.path("disconnected").asInt());
        assertTrue(ann.disconnected() && phone.disconnected());
        assertFalse(bob.disconnected());
        var nobody = backEnd.succeeds("POST /disconnect", "{'organizationId':'acme','userId':'nobody'}");
        assertEquals(0, nobody.path("disconnected").asInt());
    }

    @Test
    void oneSocketIsDisconnectedIfItIsTheTenants() {
        var id = phone.id();
        for (var body : List.of(
                "{'organizationId':'other','socketId':'" + id + "'}",
                "{'organizationId':'acme','userId':'bob','socketId':'" + id + "'}",
                "{'organizationId':'acme','socketId':'none'}")) {
            assertEquals("NOT_FOUND", backEnd.calls("POST /disconnect", body).code());
        }
        assertEquals(
                "VALIDATION_ERROR",
                backEnd.calls("POST /disconnect", "{'organizationId':'acme'}").code());
        assertFalse(phone.disconnected());
        backEnd.succeeds("POST /disconnect", "{'organizationId':'acme','socketId':'" + id + "'}");
        assertTrue(phone.disconnected());
        assertFalse(ann.disconnected());
    }

    @Test
    void whoIsLostWhenItsUserIsDisconnectedComesBackAsANewSocket() {
        phone.isLost();
        var answer = backEnd.succeeds("POST /disconnect", "{'organizationId':'acme','userId':'ann'}");
        assertEquals(2, answer.path("disconnected").asInt());
        assertEquals(0, scene.dispatcher().recovery().absent());
        var back = scene.returns(phone);
        assertFalse(back.recovered());
        assertFalse(back.disconnected());
        assertNotEquals(phone.id(), back.id());
    }

    @Test
    void aLostSocketIsDisconnectedByItsId() {
        phone.isLost();
        bob.isLost();
        backEnd.succeeds("POST /disconnect", "{'organizationId':'acme','socketId':'" + phone.id() + "'}");
        assertFalse(scene.returns(phone).recovered());
        assertTrue(scene.returns(bob).recovered());
        assertFalse(ann.disconnected());
    }

    @Test
    void whoIsLostWhileItIsDisconnectedDoesNotComeBack() {
        backEnd.beginsUnsettled("POST /disconnect", "{'organizationId':'acme','userId':'bob'}");
        bob.isLost();
        assertEquals(0, scene.dispatcher().recovery().absent());
        assertFalse(scene.returns(bob).recovered());
    }

    @Test
    void whoIsOnTheWayBackWhenItsUserIsDisconnectedIsDisconnected() {
        phone.isLost();
        var back = scene.returnsWhile(
                phone, () -> backEnd.beginsUnsettled("POST /disconnect", "{'organizationId':'acme','userId':'ann'}"));
        assertTrue(back.disconnected());
        assertTrue(ann.disconnected());
        assertFalse(bob.disconnected());
    }

    @Test
    void presenceIsThatOfTheOrganization() {
        scene.enters(Scene.principal("eve", "other", Set.of(), Role.MEMBER));
        bob.says("presence:update", "{'status':'busy'}");
        var there = backEnd.succeeds("GET /presence?organizationId=acme").path("users");
        assertEquals(List.of("ann", "bob"), there.findValuesAsText("userId"));
        assertEquals(List.of("online", "busy"), there.findValuesAsText("status"));
        var behind = backEnd.succeeds("GET /presence?organizationId=acme&after=ann");
        assertEquals(List.of("bob"), behind.path("users").findValuesAsText("userId"));
        assertFalse(behind.path("hasMore").asBoolean());
    }

    @Test
    void membersAreUsersWithTheirSockets() {
        for (var socket : List.of(ann, phone, bob)) {
            socket.says("channel:join", "{'channelId':'general'}");
        }
        var room = "/rooms/channel:general/members";
        assertEquals(
                "{\"success\":true,\"room\":\"channel:general\",\"members\":["
                        + "{\"userId\":\"ann\",\"userName\":\"Name of ann\",\"sockets\":2},"
                        + "{\"userId\":\"bob\",\"userName\":\"Name of bob\",\"sockets\":1}],\"hasMore\":false}",
                backEnd.succeeds("GET " + room + "?organizationId=acme").toString());
        phone.isLost();
        bob.says("channel:leave", "{'channelId':'general'}");
        assertEquals(
                "[{\"userId\":\"ann\",\"userName\":\"Name of ann\",\"sockets\":1}]",
                backEnd.succeeds("GET " + room + "?organizationId=acme")
                        .path("members")
                        .toString());
        assertEquals(
                "[]",
                backEnd.succeeds("GET " + room + "?organizationId=other")
                        .path("members")
                        .toString());
        assertEquals(
                List.of("Name of ann", "Name of bob"),
                backEnd.succeeds("GET /rooms/org:acme/members?organizationId=acme")
                        .findValuesAsText("userName"));
    }

    @Test
    void aRoomThatTheTenantDoesNotReachIsRefused() {
        assertEquals(
                "VALIDATION_ERROR",
                backEnd.calls("GET /rooms/channel:general/members").code());
        assertEquals(
                "VALIDATION_ERROR",
                backEnd.calls("GET /rooms/org:acme/members?organizationId=other")
                        .code());
    }

    private void speaks(String text, boolean isFinal) {
        var said = ann.says(
                "call:transcription",
                "{'roomName':'standup','segment':{'speaker':'Ann','text':'" + text + "','isFinal':" + isFinal + "}}");
        assertTrue(said.path("success").asBoolean(), said.toString());
    }

    private JsonNode transcriptAfter(JsonNode page) {
        return backEnd.succeeds("GET /calls/standup/transcript?organizationId=acme&after="
                + page.path("cursor").asText());
    }

    private static List<String> texts(JsonNode transcript) {
        return StreamSupport.stream(transcript.path("segments").spliterator(), false)
                .map(segment -> segment.path("text").asText())
                .toList();
    }

    private static String ring(String more) {
        return "{'organizationId':'acme','roomId':'r1','roomName':'standup','callerId':'ann','callerName':'Ann',"
                + "'recipientId':'bob'," + more + "}";
    }

    private void forget() {
        scene.actors().forEach(Actor::forgets);
    }
}
