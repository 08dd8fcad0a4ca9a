package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageSendTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    @Hears({"message:new", "message:sent"})
    void theSenderHearsThatItIsKeptThenTheWholeRoomHearsIt() {
        var answer = ann.says("message:send", "{'channelId':'general','content':'hi','optimisticId':'o1'}");
        assertEquals(List.of("message:sent", "message:new"), ann.eventNames());
        assertEquals(List.of("message:new"), bob.eventNames());
        var id = answer.path("id").asText();
        var sent = "{\"id\":\"" + id + "\",\"optimisticId\":\"o1\",\"channelId\":\"general\",\"conversationId\":null,"
                + "\"timestamp\":\"2026-03-19T12:00:00.000Z\",\"seq\":1}";
        assertEquals(sent, ann.heardOnce("message:sent").toString());
        assertEquals("{\"success\":true," + sent.substring(1), answer.toString());
        assertTrue(id.matches("msg_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), id);
    }

    @Test
    void everyFieldIsPresentAndNullWithoutValue() {
        var id = ann.says("message:send", "{'channelId':'general','content':'hi'}")
                .path("id")
                .asText();
        assertEquals(
                "{\"id\":\"" + id + "\",\"channelId\":\"general\",\"conversationId\":null,\"customerId\":null,"
                        + "\"userId\":\"ann\",\"userName\":\"Name of ann\",\"content\":\"hi\",\"contentType\":\"text\","
                        + "\"threadId\":null,\"mentions\":[],\"attachments\":[],"
                        + "\"createdAt\":\"2026-03-19T12:00:00.000Z\",\"updatedAt\":\"2026-03-19T12:00:00.000Z\","
                        + "\"metadata\":null,\"workspaceId\":null,\"optimisticId\":null,\"seq\":1}",
                bob.heardOnce("message:new").toString());
        assertEquals(1, bob.heard().getFirst().seq());
    }

    @Test
    void everyFieldArrivesAsItWasSent() {
        var thread = ann.says("message:send", "{'channelId':'general','content':'first'}")
                .path("id")
                .asText();
        bob.forgets();
        ann.says(
                "message:send",
                "{'channelId':'general','content':'\\uD83D\\uDE00 \\u2028','contentType':'markdown','threadId':'"
                        + thread + "','mentions':['bob','ann'],'attachments':[{'url':'u','size':12345678901234567890}],"
                        + "'metadata':{'__proto__':{'a':1.10},'n':1e3,'deep':[[{}]]},'workspaceId':'w1'}");
        var message = bob.heardOnce("message:new");
        assertEquals("\uD83D\uDE00 \u2028", message.path("content").asText());
        assertEquals("markdown", message.path("contentType").asText());
        assertEquals(thread, message.path("threadId").asText());
        assertEquals("[\"bob\",\"ann\"]", message.path("mentions").toString());
        assertEquals(
                "[{\"url\":\"u\",\"size\":12345678901234567890}]",
                message.path("attachments").toString());
        assertEquals(
                "{\"__proto__\":{\"a\":1.10},\"n\":1E+3,\"deep\":[[{}]]}",
                message.path("metadata").toString());
        assertEquals("w1", message.path("workspaceId").asText());
    }

    @Test
    void whatThePayloadSaysAboutItsSenderIsIgnored() {
        ann.says("message:send", "{'channelId':'general','content':'hi','userId':'bob','userName':'Bob','id':'x'}");
        var message = bob.heardOnce("message:new");
        assertEquals("ann", message.path("userId").asText());
        assertEquals("Name of ann", message.path("userName").asText());
    }

    @Test
    void aMessageGoesToAConversationOfTheCustomer() {
        var answer = ann.says("message:send", "{'conversationId':'v1','customerId':'c1','content':'hi'}");
        assertEquals("v1", answer.path("conversationId").asText());
        assertTrue(answer.path("channelId").isNull());
        var kept = scene.messages().all(new RoomId.Conversation("c1", "v1"));
        assertEquals("hi", kept.getFirst().draft().content());
        bob.heardNothing();
    }

    @Test
    void aConversationOfAnotherCustomerIsNotFound() {
        scene.timelines().create(new RoomId.Conversation("c2", "v1"));
        var answer = ann.says("message:send", "{'conversationId':'v1','customerId':'c2','content':'hi'}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
        assertEquals(0, scene.messages().count());
    }

    @Test
    void aRoomIsNamedInOneWay() {
        var both = ann.says(
                "message:send", "{'channelId':'general','conversationId':'v1','customerId':'c1','content':'hi'}");
        assertEquals(
                "channelId: not together with conversationId",
                both.at("/error/message").asText());
        var half = ann.says("message:send", "{'conversationId':'v1','content':'hi'}");
        assertEquals("customerId: is required", half.at("/error/message").asText());
        var none = ann.says("message:send", "{'content':'hi'}");
        assertEquals("channelId: is required", none.at("/error/message").asText());
        var nulls = ann.says(
                "message:send", "{'channelId':'general','conversationId':null,'customerId':null,'content':'hi'}");
        assertTrue(nulls.path("success").asBoolean());
    }

    @Test
    void aSenderNeedNotBeInTheRoom() {
        var cat = scene.enters("cat");
        cat.forgets();
        cat.says("message:send", "{'channelId':'general','content':'hi'}");
        assertEquals(List.of("message:sent"), cat.eventNames());
        bob.sawExactlyOnce("hi");
    }

    @Test
    void theSameOptimisticIdGetsTheFirstAnswerAgain() {
        var first = ann.says("message:send", "{'channelId':'general','content':'hi','optimisticId':'o1'}");
        ann.forgets();
        bob.forgets();
        var phone = scene.enters("ann");
        phone.forgets();
        var again = phone.says("message:send", "{'content':'hi','optimisticId':'o1','channelId':'general'}");
        assertEquals(first, again);
        assertEquals(List.of("message:sent"), phone.eventNames());
        ann.heardNothing();
        bob.heardNothing();
        assertEquals(1, scene.messages().count());
    }

    @Test
    void theSameOptimisticIdInAnotherRoomOrOfAnotherUserIsAnotherMessage() {
        ann.says("message:send", "{'channelId':'general','content':'hi','optimisticId':'o1'}");
        bob.says("message:send", "{'channelId':'general','content':'hi','optimisticId':'o1'}");
        ann.says("message:send", "{'channelId':'random','content':'hi','optimisticId':'o1'}");
        assertEquals(3, scene.messages().count());
    }

    @Test
    void otherContentUnderTheSameOptimisticIdIsAConflict() {
        ann.says("message:send", "{'channelId':'general','content':'hi','optimisticId':'o1'}");
        ann.forgets();
        bob.forgets();
        var answer = ann.says("message:send", "{'channelId':'general','content':'ho','optimisticId':'o1'}");
        assertEquals("CONFLICT", answer.at("/error/code").asText());
        assertEquals("o1", ann.heardOnce("error").path("optimisticId").asText());
        bob.heardNothing();
    }

    @Test
    void aThreadIsAMessageOfTheSameRoom() {
        var elsewhere = ann.says("message:send", "{'channelId':'random','content':'hi'}")
                .path("id")
                .asText();
        for (var id : List.of(elsewhere, new MessageId(UUID.randomUUID()).toString(), "msg_x")) {
            var answer = ann.says("message:send", "{'channelId':'general','content':'hi','threadId':'" + id + "'}");
            assertEquals("NOT_FOUND", answer.at("/error/code").asText());
            assertTrue(answer.at("/error/message").asText().startsWith("threadId: "));
        }
        assertEquals(1, scene.messages().count());
    }

    @Test
    void theLimitsAreThoseOfTheContract() {
        assertEquals("", code("'content':'" + "x".repeat(40_000) + "'"));
        assertEquals("VALIDATION_ERROR content", code("'content':'" + "x".repeat(40_001) + "'"));
        assertEquals("VALIDATION_ERROR content", code("'content':'" + "\uD83D\uDE00".repeat(20_001) + "'"));
        assertEquals("VALIDATION_ERROR content", code("'content':''"));
        assertEquals("", code("'content':'x','mentions':[" + listed("'u'", 100) + "]"));
        assertEquals("VALIDATION_ERROR mentions", code("'content':'x','mentions':[" + listed("'u'", 101) + "]"));
        assertEquals("", code("'content':'x','attachments':[" + listed("{}", 20) + "]"));
        assertEquals("VALIDATION_ERROR attachments", code("'content':'x','attachments':[" + listed("{}", 21) + "]"));
        assertEquals("", code("'content':'x','metadata':{'a':'" + "x".repeat(16_384 - 8) + "'}"));
        assertEquals("", code("'content':'x','metadata':{ 'a' : '" + "\u20ac".repeat(5_458) + "' }"));
        assertEquals(
                "PAYLOAD_TOO_LARGE metadata", code("'content':'x','metadata':{'a':'" + "x".repeat(16_384 - 7) + "'}"));
        assertEquals(
                "PAYLOAD_TOO_LARGE metadata", code("'content':'x','metadata':{'a':'" + "\u20ac".repeat(5_459) + "'}"));
        assertEquals(
                "PAYLOAD_TOO_LARGE attachments",
                code("'content':'x','attachments':[{'a':'" + "x".repeat(65_536) + "'}]"));
        assertEquals("", code("'content':'x','optimisticId':'" + "o".repeat(128) + "'"));
        assertEquals("VALIDATION_ERROR optimisticId", code("'content':'x','optimisticId':'" + "o".repeat(129) + "'"));
        assertEquals("VALIDATION_ERROR optimisticId", code("'content':'x','optimisticId':''"));
    }

    @Test
    void binaryDataIsNotAllowed() {
        var placeholder = "{\"_placeholder\":true,\"num\":0}";
        var attachments = List.of(new byte[] {1, 2, 3});
        for (var field : List.of("content", "metadata", "attachments", "channelId")) {
            var json = "[\"message:send\",{\"channelId\":\"general\",\"content\":\"x\",\"" + field + "\":" + placeholder
                    + "}]";
            var answer = ann.emits(json, attachments);
            assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
            assertTrue(answer.at("/error/message").asText().startsWith(field + ": "));
        }
        var nested = ann.emits(
                "[\"message:send\",{\"channelId\":\"general\",\"content\":\"x\",\"metadata\":{\"a\":[" + placeholder
                        + "]}}]",
                attachments);
        assertEquals(
                "metadata: must not contain binary data",
                nested.at("/error/message").asText());
        assertEquals(0, scene.messages().count());
    }

    @Test
    void aPlaceholderWithoutItsAttachmentClosesTheConnection() {
        for (var num : List.of("1", "-1", "\"0\"", "null", "0.5", "99999999999")) {
            var json = "[\"typing:start\",{\"channelId\":\"general\",\"x\":[{\"_placeholder\":true,\"num\":" + num
                    + "}]}]";
            org.junit.jupiter.api.Assertions.assertThrows(
                    Actor.BrokenConnection.class, () -> ann.emits(json, List.of(new byte[1])));
        }
    }

    @Test
    void withoutAttachmentsAPlaceholderIsDataLikeAnyOther() {
        ann.says("message:send", "{'channelId':'general','content':'x','metadata':{'_placeholder':true,'num':0}}");
        assertEquals(
                "{\"_placeholder\":true,\"num\":0}",
                bob.heardOnce("message:new").path("metadata").toString());
    }

    @Test
    void idsRiseAlsoWithinAMillisecond() {
        var ids = new MessageIds(scene.clock());
        var last = ids.next().toString();
        for (int i = 0; i < 10_000; i++) {
            var next = ids.next().toString();
            assertTrue(next.compareTo(last) > 0, last + " then " + next);
            last = next;
        }
        assertNotEquals(last, new MessageIds(scene.clock()).next().toString());
    }

    @Test
    void aTenantIsNotHeardByAnother() {
        var eve = scene.enters(Scene.principal("eve", "other", Set.of("c9"), Role.ADMIN));
        eve.says("channel:join", "{'channelId':'general'}");
        eve.forgets();
        ann.says("message:send", "{'channelId':'general','content':'hi'}");
        ann.says("typing:start", "{'channelId':'general'}");
        ann.leaves();
        eve.heardNothing();
        assertEquals(
                0,
                eve.says("channel:history", "{'channelId':'general'}")
                        .path("total")
                        .asInt());
        assertEquals(
                1,
                eve.says("channel:join", "{'channelId':'general'}")
                        .path("members")
                        .asInt());
    }

    /// Returns the code and the field at fault, or nothing for success.
    private String code(String fields) {
        var answer = ann.says("message:send", "{'channelId':'general'," + fields + "}");
        if (answer.path("success").asBoolean()) {
            return "";
        }
        var message = answer.at("/error/message").asText();
        return answer.at("/error/code").asText() + " " + message.substring(0, message.indexOf(':'));
    }

    private static String listed(String element, int times) {
        return String.join(",", java.util.Collections.nCopies(times, element));
    }
}
