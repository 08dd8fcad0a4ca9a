package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What back ends do with messages.
class ApiMessagesTest {
    private static final String BOT = "'organizationId':'acme','channelId':'general','userId':'bot','userName':'Bot'";
    private static final String GENERAL = "GET /messages?organizationId=acme&channelId=general";

    private final Scene scene = Scene.open();
    private final BackEnd backEnd = new BackEnd(scene);
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    void aMessageIsSentAsAUserWhoIsNotConnected() {
        var sent = backEnd.succeeds("POST /messages", "{" + BOT + ",'content':'hi','optimisticId':'o1'}");
        var heard = ann.heardOnce("message:new");
        assertEquals("bot", heard.path("userId").asText());
        assertEquals("Bot", heard.path("userName").asText());
        assertEquals("o1", heard.path("optimisticId").asText());
        assertEquals(sent.path("id"), heard.path("id"));
        assertEquals(sent.path("seq"), heard.path("seq"));
    }

    @Test
    void theSameOptimisticIdIsAnsweredAgainAndSentOnce() {
        var message = "{" + BOT + ",'content':'hi','optimisticId':'o1'}";
        var sent = backEnd.succeeds("POST /messages", message);
        assertEquals(sent, backEnd.succeeds("POST /messages", message));
        ann.heardOnce("message:new");
        var other = backEnd.calls("POST /messages", "{" + BOT + ",'content':'ho','optimisticId':'o1'}");
        assertEquals(409, other.status());
        assertEquals("CONFLICT", other.code());
    }

    @Test
    void theUserStopsTypingOnEverySocket() {
        ann.says("typing:start", "{'channelId':'general'}");
        var bob = scene.entersAndJoins("bob", "general");
        backEnd.succeeds(
                "POST /messages",
                "{'organizationId':'acme','channelId':'general','userId':'ann','userName':'Ann','content':'hi'}");
        bob.heardOnce("typing:stop");
        bob.heardOnce("message:new");
    }

    @Test
    void whatTheUserMayNotTheBackEndMayNotAsThatUser() {
        scene.timelines().createFor(Scene.channel("secret"), "ann");
        var refused = backEnd.calls(
                "POST /messages",
                "{'organizationId':'acme','channelId':'secret','userId':'bot','userName':'Bot','content':'hi'}");
        assertEquals(403, refused.status());
        assertEquals("FORBIDDEN", refused.code());
        assertEquals(0, scene.messages().count());
    }

    @Test
    void anotherTenantsRoomIsAnotherRoom() {
        backEnd.succeeds(
                "POST /messages",
                "{'organizationId':'globex','channelId':'general','userId':'bot','userName':'Bot','content':'hi'}");
        ann.heardNothing();
        assertEquals(0, page(GENERAL).path("messages").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'organizationId':'acme','channelId':'general','content':'hi'}",
                "{'channelId':'general','userId':'bot','content':'hi'}",
                "{'organizationId':'acme','userId':'bot','content':'hi'}",
                "{'organizationId':'acme','channelId':'general','userId':'bot'}",
                "{'organizationId':'acme','channelId':'general','userId':'a:b','content':'hi'}",
                "{'organizationId':'a:b','channelId':'general','userId':'bot','content':'hi'}",
                "{'organizationId':'acme','conversationId':'v1','userId':'bot','content':'hi'}",
                "{'organizationId':7,'channelId':'general','userId':'bot','content':'hi'}",
                "{'organizationId':'acme','channelId':'general','userId':'bot','content':'a\\u0000'}",
            })
    void whatIsMissingOrWrongIsSaid(String message) {
        var refused = backEnd.calls("POST /messages", message);
        assertEquals(400, refused.status(), message);
        assertEquals("VALIDATION_ERROR", refused.code());
        ann.heardNothing();
    }

    @Test
    void aMessageIsChangedByItsAuthorOnlyAndErasedInTheNameOfAnybody() {
        var id = backEnd.succeeds("POST /messages", "{" + BOT + ",'content':'hi'}")
                .path("id")
                .asText();
        ann.forgets();
        backEnd.succeeds("PATCH /messages/" + id, "{" + BOT + ",'content':'ho'}");
        assertEquals("ho", ann.heardOnce("message:update").path("content").asText());
        var others = BOT.replace("'bot'", "'eve'");
        assertEquals(
                403,
                backEnd.calls("PATCH /messages/" + id, "{" + others + ",'content':'x'}")
                        .status());
        backEnd.succeeds(
                "DELETE /messages/" + id + "?organizationId=acme&channelId=general&userId=moderator&userName=Mo");
        assertEquals("Mo", ann.heardOnce("message:delete").path("deletedByName").asText());
        var absent = backEnd.calls(
                "PATCH /messages/" + id + "?organizationId=globex",
                "{'channelId':'general','userId':'bot','content':'x'}");
        assertEquals(404, absent.status());
    }

    @Test
    void historyIsReadInPagesBothWays() {
        var ids = IntStream.range(0, 7)
                .mapToObj(n -> ann.said("general", "m" + n))
                .toList();
        assertEquals(List.of("m5", "m6"), contents(page(GENERAL + "&limit=2")));
        assertTrue(page(GENERAL + "&limit=2").path("hasMore").asBoolean());
        assertEquals(7, page(GENERAL + "&limit=2").path("total").asInt());
        assertEquals(List.of("m3", "m4"), contents(page(GENERAL + "&limit=2&before=" + ids.get(5))));
        assertEquals(List.of("m3", "m4"), contents(page(GENERAL + "&limit=2&after=" + ids.get(2))));
        assertTrue(
                page(GENERAL + "&limit=2&after=" + ids.get(2)).path("hasMore").asBoolean());
        assertEquals(List.of("m6"), contents(page(GENERAL + "&limit=2&after=" + ids.get(5))));
        assertFalse(page(GENERAL + "&after=" + ids.get(5)).path("hasMore").asBoolean());
        assertEquals(
                404,
                backEnd.calls(GENERAL + "&before=msg_" + java.util.UUID.randomUUID())
                        .status());
        assertEquals(400, backEnd.calls(GENERAL + "&limit=0").status());
        assertEquals(400, backEnd.calls(GENERAL + "&limit=x").status());
        assertEquals(
                400,
                backEnd.calls(GENERAL + "&before=" + ids.get(0) + "&after=" + ids.get(0))
                        .status());
        assertEquals(400, backEnd.calls("GET /messages?channelId=general").status());
        assertEquals(
                404,
                backEnd.calls("GET /messages?organizationId=acme&channelId=none")
                        .status());
    }

    @Test
    void whatIsDoneBetweenMessagesMakesNoPageShorter() {
        var first = ann.said("general", "first");
        for (int i = 0; i <= 1_000; i++) {
            var action = i % 2 == 0 ? "add" : "remove";
            ann.says(
                    "message:react",
                    "{'channelId':'general','messageId':'" + first + "','emoji':'+1','action':'" + action + "'}");
        }
        ann.said("general", "second");
        ann.said("general", "third");
        var page = page(GENERAL + "&limit=2&after=" + first);
        assertEquals(List.of("second", "third"), contents(page));
        assertFalse(page.path("hasMore").asBoolean());
    }

    @Test
    void aConversationsHistoryIsReadTheSameWay() {
        ann.says("conversation:join", "{'conversationId':'v1','customerId':'c1'}");
        ann.says("message:send", "{'conversationId':'v1','customerId':'c1','content':'hi'}");
        var page = page("GET /messages?customerId=c1&conversationId=v1");
        assertEquals(List.of("hi"), contents(page));
        assertEquals("v1", page.path("conversationId").asText());
        assertTrue(page.path("channelId").isNull());
    }

    @Test
    void aUserReadsTheRoomsThatItMayEnterAndNoOthers() {
        ann.said("general", "hi");
        scene.timelines().createFor(Scene.channel("secret"), "bob");
        backEnd.as(Scene.principal("ann"));
        assertEquals(List.of("hi"), contents(page("GET /messages?channelId=general")));
        assertEquals(403, backEnd.calls("GET /messages?channelId=secret").status());
        assertEquals(
                404,
                backEnd.calls("GET /messages?organizationId=globex&channelId=general")
                        .status());
        assertEquals(
                404,
                backEnd.calls("GET /messages?customerId=c2&conversationId=v1").status());
        backEnd.as(Scene.principal("eve", "globex", Set.of("c2"), Role.ADMIN));
        assertEquals(404, backEnd.calls(GENERAL).status());
    }

    @Test
    void whatAUserReadsIsCountedWithTheUsersEventsAndABackEndIsNotCounted() {
        var limited =
                new Scene(Limits.defaults().withEvents(2, Duration.ofMinutes(1)).withRooms(true, 768 * 1024));
        limited.entersAndJoins("ann", "general");
        var own = new BackEnd(limited).as(Scene.principal("ann"));
        for (int i = 0; i < 9; i++) {
            own.succeeds(GENERAL);
        }
        limited.passes(Duration.ofSeconds(20));
        var refused = own.calls(GENERAL);
        assertEquals(429, refused.status());
        assertEquals("RATE_LIMIT_EXCEEDED", refused.code());
        assertEquals(40_000, refused.body().at("/error/retryAfterMs").asLong());
        new BackEnd(limited).as(Scene.principal("bob")).succeeds(GENERAL);
        new BackEnd(limited).succeeds(GENERAL);
        limited.passes(Duration.ofSeconds(40));
        own.succeeds(GENERAL);
    }

    @Test
    void aMessageIsHeardWhileItIsWritten() {
        var sent = backEnd.succeeds(
                "POST /messages/stream",
                "{" + BOT + ",'optimisticId':'s1'}",
                "{'text':'half '}",
                "",
                "{'text':'full'}");
        assertEquals(
                List.of("message:stream_started", "message:chunk", "message:chunk", "message:new"), ann.eventNames());
        assertEquals("half full", ann.heardOnce("message:new").path("content").asText());
        assertEquals(sent.path("id"), ann.heardOnce("message:new").path("id"));
        ann.forgets();
        var again =
                backEnd.succeeds("POST /messages/stream", "{" + BOT + ",'optimisticId':'s1'}", "{'text':'half full'}");
        assertEquals(sent.path("id"), again.path("id"));
        ann.heardNothing();
        assertEquals(
                409,
                backEnd.calls("POST /messages/stream", "{" + BOT + ",'optimisticId':'s1'}", "{'text':'x'}")
                        .status());
    }

    @Test
    void whatTheFirstLineSaysIsThere() {
        var sent = backEnd.succeeds(
                "POST /messages/stream", "{" + BOT + ",'text':'well ','optimisticId':'s2'}", "", "{'text':'begun'}");
        assertEquals("well begun", ann.heardOnce("message:new").path("content").asText());
        var again = backEnd.succeeds(
                "POST /messages/stream", "{" + BOT + ",'text':'well ','optimisticId':'s2'}", "{'text':'begun'}");
        assertEquals(sent.path("id"), again.path("id"));
    }

    @Test
    void aBodyThatBreaksOffOrIsWrongEndsTheMessageWithWhatThereIs() {
        for (var broken : List.of("", "nonsense", "[]", "{'text':7}", "{}", "{'text':'a\\u0000'}")) {
            ann.forgets();
            var body = broken.isEmpty()
                    ? new String[] {"{" + BOT + "}", "{'text':'half'}"}
                    : new String[] {"{" + BOT + "}", "{'text':'half'}", broken, "{'text':'more'}"};
            var refused =
                    (broken.isEmpty() ? new BackEnd(scene).breaksOff() : backEnd).calls("POST /messages/stream", body);
            assertEquals(400, refused.status(), broken);
            var message = ann.heardOnce("message:new");
            assertEquals("half", message.path("content").asText());
            assertTrue(message.path("metadata").path("truncated").asBoolean());
        }
    }

    @Test
    void whatIsWrittenOnInAnotherCallIsNotEndedByTheOneThatBreaksOff() {
        var first = "{" + BOT + ",'optimisticId':'s3'}";
        var again = new BackEnd(scene)
                .beforeTheLastLine(() -> assertEquals(
                        400,
                        new BackEnd(scene)
                                .breaksOff()
                                .calls("POST /messages/stream", first, "{'text':'well '}")
                                .status()));
        again.succeeds("POST /messages/stream", first, "{'text':'well '}", "{'text':'done'}");
        var message = ann.heardOnce("message:new");
        assertEquals("well done", message.path("content").asText());
        assertTrue(message.path("metadata").path("truncated").isMissingNode());
    }

    @Test
    void aStreamMayNotGrowBeyondAMessage() {
        var lines = Stream.concat(
                        Stream.of("{" + BOT + "}"),
                        Stream.generate(() -> "{'text':'" + "x".repeat(15_000) + "'}")
                                .limit(3))
                .toArray(String[]::new);
        var refused = backEnd.calls("POST /messages/stream", lines);
        assertEquals(413, refused.status());
        assertEquals(
                30_000, ann.heardOnce("message:new").path("content").asText().length());
    }

    @Test
    void eachEventOfABatchIsSaidOrRefusedByItself() {
        var answer = backEnd.succeeds(
                "POST /publish/batch",
                "{'events':[{'room':'org:acme','event':'custom:a','data':{}},{'room':'org:acme','event':'connected'},7,"
                        + "{'room':'user:ann','organizationId':'acme','event':'custom:b','data':{'n':1}},"
                        + "{'room':'user:ann','event':'custom:c'}]}");
        assertEquals(List.of("custom:a", "custom:b"), ann.eventNames());
        var results = answer.path("results");
        assertEquals(5, results.size());
        assertEquals(
                List.of(true, false, false, true, false),
                Stream.of(0, 1, 2, 3, 4)
                        .map(n -> results.get(n).path("success").asBoolean())
                        .toList());
        assertTrue(results.get(4).at("/error/message").asText().startsWith("events[4].room:"));
        assertTrue(results.get(1).at("/error/message").asText().startsWith("events[1].event:"));
        var tooMany = "{'events':[" + "{},".repeat(1_000) + "{}]}";
        assertEquals(413, backEnd.calls("POST /publish/batch", tooMany).status());
    }

    @Test
    void aBatchOfMoreThanMayBeReadIsTooLargeAndSaysSo() {
        var numbers = "1,".repeat(50_000) + "1";
        var event = "{'room':'org:acme','event':'custom:a','data':{'numbers':[" + numbers + "]}}";
        assertEquals(
                1,
                backEnd.succeeds("POST /publish/batch", "{'events':[" + event + "]}")
                        .path("results")
                        .size());
        var refused = backEnd.calls("POST /publish/batch", "{'events':[" + event + "," + event + "]}");
        assertEquals(413, refused.status());
        assertEquals("body: must have at most 100000 names, values and brackets", refused.message());
        var deep = backEnd.calls("POST /publish", "{'data':" + "[".repeat(50) + "]".repeat(50) + "}");
        assertEquals(400, deep.status());
        assertTrue(deep.message().startsWith("body: nested too deeply"), deep.message());
    }

    @Test
    void socketsThatAreLeftOutDoNotHearWhatIsPublished() {
        var phone = scene.entersAndJoins("ann", "general");
        backEnd.succeeds(
                "POST /publish",
                "{'room':'channel:general','organizationId':'acme','event':'custom:x','data':{},'exceptSocketIds':['"
                        + phone.session().id() + "','nobody']}");
        ann.heardOnce("custom:x");
        assertFalse(phone.eventNames().contains("custom:x"));
    }

    @Test
    void socketsThatAreLeftOutDoNotHearItEitherWhenTheyAreLostAndComeBack() {
        var phone = scene.entersAndJoins("ann", "general");
        phone.isLost();
        publishForAllBut(phone, "custom:lost");
        var back = scene.returnsWhile(phone, () -> publishForAllBut(phone, "custom:returning"));
        publishForAllBut(back, "custom:back");
        assertTrue(back.recovered());
        assertEquals(
                List.of(),
                back.eventNames().stream()
                        .filter(name -> name.startsWith("custom:"))
                        .toList());
        assertEquals(List.of("custom:lost", "custom:returning", "custom:back"), ann.eventNames());
    }

    private void publishForAllBut(Actor one, String event) {
        backEnd.succeeds(
                "POST /publish",
                "{'room':'channel:general','organizationId':'acme','event':'" + event
                        + "','data':{},'exceptSocketIds':['" + one.id() + "']}");
    }

    @Test
    void whatIsPublishedIsAnObjectWhoeverIsLeftOut() {
        for (var except : List.of("", ",'exceptSocketIds':[]", ",'exceptSocketIds':['nobody']")) {
            for (var data : List.of("'text'", "[]", "[{}]", "1", "true")) {
                var event = "{'room':'channel:general','organizationId':'acme','event':'custom:x','data':" + data
                        + except + "}";
                var answered = backEnd.calls("POST /publish", event);
                assertEquals(400, answered.status(), event);
                assertEquals("data: must be an object", answered.message());
                var batch = backEnd.succeeds("POST /publish/batch", "{'events':[" + event + "]}");
                assertEquals(
                        "events[0].data: must be an object",
                        batch.path("results").get(0).at("/error/message").asText(),
                        event);
            }
        }
        assertFalse(ann.eventNames().contains("custom:x"));
    }

    @Test
    void whatIsWrongInsideOfWhatIsPublishedIsNamedWithItsPath() {
        var event = "{'room':'user:ann','organizationId':'acme','event':'ooda:complete','data':{'goalMet':1}}";
        assertEquals(
                "data.goalMet: must be true or false",
                backEnd.calls("POST /publish", event).message());
        var batch = backEnd.succeeds("POST /publish/batch", "{'events':[" + event + "]}");
        assertEquals(
                "events[0].data.goalMet: must be true or false",
                batch.path("results").get(0).at("/error/message").asText());
    }

    @Test
    void aRoomThatNamesItsTenantIsReachedWithoutSomebodyLeftOut() {
        var phone = scene.enters("ann");
        ann.says("activity:join", "{'room':'activity:c1'}");
        phone.says("activity:join", "{'room':'activity:c1'}");
        backEnd.succeeds(
                "POST /publish",
                "{'room':'activity:c1','event':'custom:x','exceptSocketIds':['"
                        + phone.session().id() + "']}");
        ann.heardOnce("custom:x");
        assertFalse(phone.eventNames().contains("custom:x"));
    }

    private JsonNode page(String call) {
        return backEnd.succeeds(call);
    }

    private static List<String> contents(JsonNode page) {
        return page.path("messages")
                .valueStream()
                .map(one -> one.path("content").asText())
                .toList();
    }
}
