package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What back ends do with channels, conversations and their members.
class ApiRoomsTest {
    private static final String GENERAL = "/channels/general";
    private static final String OF_ACME = "?organizationId=acme";

    private final Scene scene = Scene.open();
    private final BackEnd backEnd = new BackEnd(scene);
    private final Actor ann = scene.entersAndJoins("ann", "general");
    private final Actor bob = scene.entersAndJoins("bob", "general");

    @Test
    void aChannelIsMadeAndChangedAndWhoIsInItHearsOfTheChange() {
        var made = backEnd.succeeds("PUT /channels/new", "{'organizationId':'acme','name':'New','members':['ann']}");
        assertEquals("New", made.at("/channel/name").asText());
        assertEquals("[\"ann\"]", made.path("members").toString());
        assertEquals(made, backEnd.succeeds("GET /channels/new" + OF_ACME));
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','topic':'tea','userId':'boss','userName':'Boss'}");
        var heard = ann.heardOnce("channel:update");
        assertEquals("{\"topic\":\"tea\"}", heard.path("updates").toString());
        assertEquals("boss", heard.path("updatedBy").asText());
        assertEquals("Boss", heard.path("updatedByName").asText());
        ann.forgets();
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','topic':null}");
        assertEquals("server", ann.heardOnce("channel:update").path("updatedBy").asText());
        assertTrue(backEnd.succeeds("GET " + GENERAL + OF_ACME).path("members").isNull());
    }

    @Test
    void whatSaysNothingNewIsToldToNobody() {
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme'}");
        ann.heardNothing();
    }

    @Test
    void whoIsNoLongerOnTheListIsOutAtOnceAndTheOthersHearIt() {
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
        assertEquals("bob", ann.heardOnce("channel:leave").path("userId").asText());
        publish();
        ann.heardOnce("custom:x");
        assertFalse(bob.eventNames().contains("custom:x"));
        assertEquals(
                "FORBIDDEN",
                bob.says("channel:join", "{'channelId':'general'}")
                        .at("/error/code")
                        .asText());
        assertEquals(
                "FORBIDDEN",
                bob.says("message:send", "{'channelId':'general','content':'x'}")
                        .at("/error/code")
                        .asText());
    }

    @Test
    void aMemberWhoIsRemovedIsOutOnEverySocketAndMayComeBackOnceThereAgain() {
        var phone = scene.entersAndJoins("bob", "general");
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann','bob']}");
        assertTrue(backEnd.succeeds("DELETE " + GENERAL + "/members/bob" + OF_ACME)
                .path("removed")
                .asBoolean());
        ann.heardOnce("channel:leave");
        publish();
        assertFalse(bob.eventNames().contains("custom:x"));
        assertFalse(phone.eventNames().contains("custom:x"));
        assertFalse(backEnd.succeeds("DELETE " + GENERAL + "/members/bob" + OF_ACME)
                .path("removed")
                .asBoolean());
        backEnd.succeeds("PUT " + GENERAL + "/members/bob", "{'organizationId':'acme'}");
        assertTrue(bob.says("channel:join", "{'channelId':'general'}")
                .path("success")
                .asBoolean());
    }

    @Test
    void theFirstMemberClosesARoomThatWasOpen() {
        backEnd.succeeds("PUT " + GENERAL + "/members/ann", "{'organizationId':'acme'}");
        publish();
        ann.heardOnce("custom:x");
        assertFalse(bob.eventNames().contains("custom:x"));
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':null}");
        assertTrue(bob.says("channel:join", "{'channelId':'general'}")
                .path("success")
                .asBoolean());
    }

    @Test
    void anAdminStaysWhateverTheList() {
        var boss = scene.enters(Scene.principal("boss", "acme", Set.of(), Role.ADMIN));
        boss.says("channel:join", "{'channelId':'general'}");
        boss.forgets();
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':[]}");
        publish();
        boss.heardOnce("custom:x");
        assertFalse(ann.eventNames().contains("custom:x"));
    }

    @Test
    void whoIsRemovedWhileAwayDoesNotComeBackIntoTheRoom() {
        bob.isLost();
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
        publish();
        var back = scene.returns(bob);
        assertFalse(back.recovered());
        assertFalse(back.eventNames().contains("custom:x"));
        publish();
        assertFalse(back.eventNames().contains("custom:x"));
    }

    @Test
    void whoIsRemovedOnTheWayBackIsOutBeforeThatIsAnswered() {
        removedOnTheWayBack("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
    }

    @Test
    void whoIsTakenOffTheListOnTheWayBackIsOutBeforeThatIsAnswered() {
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann','bob']}");
        removedOnTheWayBack("DELETE " + GENERAL + "/members/bob" + OF_ACME);
    }

    @Test
    void whoIsOnTheWayBackIntoARoomThatIsDeletedIsNotInTheNextOne() {
        removedOnTheWayBack("DELETE " + GENERAL + OF_ACME);
    }

    private void removedOnTheWayBack(String call, String... body) {
        bob.isLost();
        var answers = new ArrayList<List<BackEnd.Answered>>();
        var back = scene.returnsWhile(bob, () -> answers.add(backEnd.beginsUnsettled(call, body)));
        assertEquals(200, answers.getFirst().getFirst().status());
        assertTrue(back.recovered());
        assertFalse(back.session().isIn(Scene.channel("general")));
        publish();
        assertFalse(back.eventNames().contains("custom:x"));
        back.isLost();
        publish();
        assertFalse(scene.returns(back).eventNames().contains("custom:x"));
    }

    @Test
    void whoIsOnTheWayBackIntoARoomThatIsStillOpenToThemStays() {
        bob.isLost();
        var back = scene.returnsWhile(
                bob, () -> backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['bob']}"));
        publish();
        back.heardOnce("custom:x");
        assertFalse(ann.eventNames().contains("custom:x"));
    }

    @Test
    void whoIsLostJustWhenRemovedDoesNotComeBackIntoTheRoom() {
        bob.execute(() -> scene.dispatcher().lost(bob.session(), "transport close"));
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
        publish();
        var back = scene.returns(bob);
        publish();
        assertFalse(back.recovered());
        assertFalse(back.eventNames().contains("custom:x"));
    }

    @Test
    void whoWasLetInJustBeforeTheListWasGivenIsOutBeforeThatIsAnswered() {
        var eve = scene.enters("eve");
        var arrival = eve.session().arrive(Scene.channel("general"));
        eve.execute(arrival::goLive);
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
        assertFalse(eve.session().isIn(Scene.channel("general")));
    }

    @Test
    void aRoomThatIsDeletedIsGoneWithAllThatWasSaidInIt() {
        ann.said("general", "secret");
        var started = ann.says("message:stream_start", "{'channelId':'general'}");
        assertTrue(started.path("success").asBoolean());
        backEnd.succeeds("DELETE " + GENERAL + OF_ACME);
        publish();
        assertFalse(ann.eventNames().contains("custom:x"));
        assertEquals(404, backEnd.calls("GET " + GENERAL + OF_ACME).status());
        assertEquals(404, backEnd.calls("DELETE " + GENERAL + OF_ACME).status());
        assertEquals(
                404,
                backEnd.calls("GET /messages?organizationId=acme&channelId=general")
                        .status());
        scene.passes(Duration.ofMinutes(11));
        assertFalse(scene.timelines().exists(Scene.channel("general")), "a stream does not make it anew");
        bob.forgets();
        bob.says("channel:join", "{'channelId':'general'}");
        assertEquals(0, bob.heardOnce("channel:history").path("total").asInt());
    }

    @Test
    void nobodyEntersARoomThatIsBeingDeleted() {
        var boss = scene.enters(Scene.principal("boss", "acme", Set.of(), Role.ADMIN));
        var refused = new ArrayList<ErrorCode>();
        scene.enters("eve")
                .execute(
                        () -> { // the others are out, and it is not deleted yet
                            refused.add(refusalWhileDeleting(boss));
                            backEnd.beginsUnsettled("PUT " + GENERAL, "{'organizationId':'acme','members':null}");
                            refused.add(refusalWhileDeleting(boss));
                            refused.add(refusalWhileDeleting(bob));
                        });
        var answers = new BackEnd(scene).begins("DELETE " + GENERAL + OF_ACME, "");
        assertEquals(200, answers.getFirst().status());
        assertEquals(List.of(ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND, ErrorCode.NOT_FOUND), refused);
        assertEquals("", refusalOf(bob));
        assertEquals("", refusalOf(boss));
        bob.says("message:send", "{'channelId':'general','content':'hi'}");
        boss.sawExactlyOnce("hi");
    }

    @Test
    void aRoomThatCannotBeClosedIsNotDeletedAndStaysAsItIs() {
        scene.timelines().afterRestriction(() -> {
            throw new Unavailable("away", Duration.ofMillis(700));
        });
        assertEquals(503, backEnd.calls("DELETE " + GENERAL + OF_ACME).status());
        assertEquals("", refusalOf(scene.enters(Scene.principal("boss", "acme", Set.of(), Role.ADMIN))));
    }

    private static ErrorCode refusalWhileDeleting(Actor joining) {
        return assertThrows(Rejected.class, () -> joining.session().arrive(Scene.channel("general")))
                .code();
    }

    private static String refusalOf(Actor joining) {
        return joining.says("channel:join", "{'channelId':'general'}")
                .at("/error/code")
                .asText();
    }

    @Test
    void whatWasSaidIsNotShownInTheNewRoomThoughTheDeletionIsAnsweredByAFault() {
        ann.said("general", "secret");
        scene.enters("eve").says("channel:join", "{'channelId':'general'}");
        scene.timelines().afterDeletion(() -> {
            throw new Unavailable("away", Duration.ofMillis(700));
        });
        assertEquals(503, backEnd.calls("DELETE " + GENERAL + OF_ACME).status());
        assertEquals(0, totalOfWhoJoins("bob"));
    }

    @Test
    void whoIsRemovedAddsNothingToWhatWasBegunAlsoOnceThereAgain() {
        var begin = "{'channelId':'general','optimisticId':'s1'}";
        var id = bob.says("message:stream_start", begin).path("messageId").asText();
        var chunk = "{'messageId':'" + id + "','index':0,'text':'psst'}";
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
        ann.forgets();
        assertEquals(
                "FORBIDDEN",
                bob.says("message:stream_chunk", chunk).at("/error/code").asText());
        backEnd.succeeds("PUT " + GENERAL + "/members/bob", "{'organizationId':'acme'}");
        bob.says("message:stream_start", begin);
        bob.says("message:stream_chunk", chunk);
        assertFalse(ann.eventNames().contains("message:chunk"));
    }

    @Test
    void whoIsRemovedIsNotHeardThroughABackEndEither() {
        var writing = new BackEnd(scene)
                .beforeTheLastLine(
                        () -> backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}"));
        ann.forgets();
        var start = "{'organizationId':'acme','channelId':'general','userId':'bot'}";
        var written = writing.calls("POST /messages/stream", start, "{'text':'one'}", "{'text':'two'}");
        assertEquals(403, written.status());
        assertEquals("one", ann.heardOnce("message:chunk").path("text").asText());
    }

    @Test
    void aListThatIsFullTakesNobodyMore() {
        var many =
                IntStream.range(0, Members.MOST).mapToObj(n -> "'u" + n + "'").collect(Collectors.joining(","));
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':[" + many + "]}");
        var full = backEnd.calls("PUT " + GENERAL + "/members/eve", "{'organizationId':'acme'}");
        assertEquals("CONFLICT", full.code());
        backEnd.succeeds("PUT " + GENERAL + "/members/u0", "{'organizationId':'acme'}");
    }

    @Test
    void whoWasPutOnTheListMeanwhileStays() {
        scene.timelines().afterRestriction(() -> scene.timelines().createFor(Scene.channel("general"), "ann", "bob"));
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
        publish();
        ann.heardOnce("custom:x");
        assertTrue(bob.eventNames().contains("custom:x"));
    }

    @Test
    void whoWasPutOnTheListBeforeBeingTakenOutStays() {
        backEnd.beginsUnsettled("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
        scene.timelines().createFor(Scene.channel("general"), "ann", "bob");
        scene.settle();
        publish();
        assertTrue(bob.eventNames().contains("custom:x"));
        backEnd.beginsUnsettled("DELETE " + GENERAL + "/members/bob" + OF_ACME);
        scene.timelines().createFor(Scene.channel("general"), "ann", "bob");
        scene.settle();
        publish();
        assertTrue(bob.eventNames().contains("custom:x"));
    }

    @Test
    void whoIsOffTheListIsTakenOutThoughNobodyCanBeAskedAnyMore() {
        backEnd.beginsUnsettled("PUT " + GENERAL, "{'organizationId':'acme','members':['ann']}");
        scene.messages().away(true);
        scene.settle();
        scene.messages().away(false);
        publish();
        assertFalse(bob.eventNames().contains("custom:x"));
    }

    private int totalOfWhoJoins(String userId) {
        var one = scene.enters(userId);
        one.forgets();
        one.says("channel:join", "{'channelId':'general'}");
        return one.heardOnce("channel:history").path("total").asInt();
    }

    @Test
    void anotherTenantsRoomOfTheSameNameStays() {
        backEnd.succeeds("PUT " + GENERAL, "{'organizationId':'globex','members':[]}");
        backEnd.succeeds("DELETE " + GENERAL + "?organizationId=globex");
        publish();
        ann.heardOnce("custom:x");
        assertEquals(List.of("custom:x"), bob.eventNames());
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsWrongIsSaid() {
        assertEquals(404, backEnd.calls("GET /channels/none" + OF_ACME).status());
        assertEquals(
                404,
                backEnd.calls("PUT /channels/none/members/ann", "{'organizationId':'acme'}")
                        .status());
        assertEquals(
                404,
                backEnd.calls("DELETE /channels/none/members/ann" + OF_ACME).status());
        for (var wrong : List.of(
                "{}",
                "{'organizationId':'a:b'}",
                "{'organizationId':'acme','name':7}",
                "{'organizationId':'acme','name':''}",
                "{'organizationId':'acme','members':'ann'}",
                "{'organizationId':'acme','members':['a:b']}",
                "{'organizationId':'acme','channelId':'other'}")) {
            assertEquals(400, backEnd.calls("PUT " + GENERAL, wrong).status(), wrong);
        }
        assertEquals(
                400,
                backEnd.calls("PUT /channels/a:b", "{'organizationId':'acme'}").status());
    }

    @Test
    void aConversationIsMadeReadAndDeletedLikewise() {
        var call = "/conversations/v1";
        var made = backEnd.succeeds("PUT " + call, "{'customerId':'c1','name':'Order 7','type':'support'}");
        assertEquals("Order 7", made.at("/conversation/name").asText());
        assertEquals("support", made.at("/conversation/type").asText());
        ann.says("conversation:join", "{'conversationId':'v1','customerId':'c1'}");
        bob.says("conversation:join", "{'conversationId':'v1','customerId':'c1'}");
        ann.forgets();
        JsonNode closed = backEnd.succeeds("PUT " + call, "{'customerId':'c1','members':['ann'],'type':null}");
        assertTrue(closed.at("/conversation/type").isNull());
        assertEquals("bob", ann.heardOnce("member:left").path("userId").asText());
        backEnd.succeeds("PUT " + call + "/members/bob", "{'customerId':'c1'}");
        assertEquals(
                2,
                backEnd.succeeds("GET " + call + "?customerId=c1")
                        .path("members")
                        .size());
        backEnd.succeeds("DELETE " + call + "/members/bob?customerId=c1");
        assertEquals(404, backEnd.calls("GET " + call + "?customerId=c2").status());
        backEnd.succeeds("DELETE " + call + "?customerId=c1");
        assertEquals(404, backEnd.calls("GET " + call + "?customerId=c1").status());
    }

    private void publish() {
        ann.forgets();
        backEnd.succeeds(
                "POST /publish", "{'room':'channel:general','organizationId':'acme','event':'custom:x','data':{}}");
    }
}
