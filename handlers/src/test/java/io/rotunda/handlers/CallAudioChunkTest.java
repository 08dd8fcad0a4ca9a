package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.Transcripts;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallAudioChunkTest {
    private static final String STANDUP = "{'roomName':'standup'}";
    private static final RoomId.Call CALL = new RoomId.Call("acme", "standup");

    private final Scene scene = Scene.open();
    private final Actor ann = joined("ann");
    private final Actor bob = joined("bob");

    @Test
    void aChunkReachesTheTranscriberAsItIs() {
        assertEquals(
                "{\"success\":true,\"roomName\":\"standup\"}",
                chunk(new byte[] {1, 0, -1}).toString());
        chunk(new byte[65_536]);
        assertArrayEquals(new byte[] {1, 0, -1}, speech().chunks().getFirst());
        assertEquals(65_536, speech().chunks().getLast().length);
    }

    @Test
    @Hears("transcription:result")
    void everybodyInTheCallHearsTheWordsAndTheyAreKept() {
        chunk(new byte[9]);
        speech().means(" good morning ");
        scene.settle();
        for (var socket : List.of(ann, bob)) {
            assertEquals(
                    "{\"roomName\":\"standup\",\"text\":\"good morning\",\"isFinal\":true,\"confidence\":0.5,"
                            + "\"timestamp\":\"2026-03-19T12:00:00.000Z\",\"userId\":\"ann\"}",
                    socket.heardOnce("transcription:result").toString());
        }
        assertEquals(
                List.of(new Transcripts.Segment(
                        "ann", "Name of ann", "good morning", 0.5, Instant.parse("2026-03-19T12:00:00Z"))),
                kept());
    }

    @Test
    void nothingUnderstoodIsNotTold() {
        chunk(new byte[9]);
        speech().means("");
        speech().means(" \n");
        scene.settle();
        assertEquals(List.of(), bob.heard("transcription:result"));
        assertEquals(List.of(), kept());
    }

    @Test
    void whatTheTranscriberSaysIsMadeSoundAndShort() {
        chunk(new byte[9]);
        speech().means("a\u0000b\ud800" + "x".repeat(20_000));
        scene.settle();
        var text = bob.heardOnce("transcription:result").path("text").asText();
        assertEquals(10_000, text.length());
        assertTrue(text.startsWith("a\ufffdb\ufffdx"));
    }

    @Test
    void interimWordsAreToldAndNotKept() {
        chunk(new byte[9]);
        speech().means(new Transcriber.Words("good", false, null));
        scene.settle();
        var result = bob.heardOnce("transcription:result");
        assertFalse(result.path("isFinal").asBoolean());
        assertTrue(result.path("confidence").isNull());
        assertEquals(List.of(), kept());
    }

    @Test
    void wordsThatCannotBeKeptAreToldButNotAsFinal() {
        chunk(new byte[9]);
        scene.messages().away(true);
        speech().means("good morning");
        scene.settle();
        assertFalse(bob.heardOnce("transcription:result").path("isFinal").asBoolean(true));
    }

    @Test
    void eachSocketInEachCallSpeaksForItself() {
        var phone = joined("ann");
        ann.says("call:join", "{'roomName':'other'}");
        chunk(ann, "standup", new byte[1]);
        chunk(phone, "standup", new byte[2]);
        chunk(ann, "other", new byte[3]);
        chunk(ann, "standup", new byte[4]);
        assertEquals(
                List.of(2, 1, 1),
                scene.transcriber().speeches().stream()
                        .map(speech -> speech.chunks().size())
                        .toList());
    }

    @Test
    void aSpeechEndsWhenTheSpeakerLeavesHoweverThatIs() {
        for (var leave : List.<Runnable>of(
                () -> ann.says("call:leave", STANDUP),
                () -> ann.says("call:decline", "{'roomId':'standup','callerId':'bob'}"),
                ann::leaves)) {
            ann.says("call:join", STANDUP);
            chunk(new byte[9]);
            var speech = scene.transcriber().speeches().getLast();
            assertFalse(speech.ended());
            leave.run();
            assertTrue(speech.ended());
        }
    }

    @Test
    void whatWasSaidBeforeLeavingIsToldAfterwards() {
        chunk(new byte[9]);
        ann.says("call:leave", STANDUP);
        speech().means("goodbye");
        scene.settle();
        bob.heardOnce("transcription:result");
        assertEquals(List.of(), ann.heard("transcription:result"));
        assertEquals(1, kept().size());
    }

    @Test
    void oneMustBeInTheCall() {
        ann.says("call:leave", STANDUP);
        assertEquals("NOT_IN_ROOM", chunk(new byte[9]).at("/error/code").asText());
        assertEquals(List.of(), scene.transcriber().speeches());
    }

    @Test
    void aChunkThatIsTooLargeIsRefused() {
        assertEquals(
                "PAYLOAD_TOO_LARGE", chunk(new byte[65_537]).at("/error/code").asText());
        assertEquals(List.of(), scene.transcriber().speeches());
    }

    @Test
    void whatIsNotBinaryIsRefused() {
        for (var chunk : List.of("'AAAA'", "[1,2]", "{}", "{'type':'Buffer','data':[1]}", "7", "null")) {
            var answer = ann.says("call:audio-chunk", "{'roomName':'standup','chunk':" + chunk + "}");
            assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
            assertTrue(answer.at("/error/message").asText().startsWith("chunk: "));
        }
    }

    @Test
    void whenTheTranscriberTakesNoMoreTheSpeakerIsToldWhenToTryAgain() {
        scene.transcriber().busy(true);
        var answer = chunk(new byte[9]);
        assertEquals("UNAVAILABLE", answer.at("/error/code").asText());
        assertEquals(700, ann.heardOnce("error").path("retryAfterMs").asLong());
    }

    @Test
    void withoutATranscriberAudioIsUnavailable() {
        var deaf = Scene.withoutTranscriber();
        var cat = deaf.enters("cat");
        cat.says("call:join", STANDUP);
        var answer = chunk(cat, "standup", new byte[9]);
        assertEquals(
                "{\"code\":\"UNAVAILABLE\",\"message\":\"this server has no transcriber\"}",
                answer.path("error").toString());
        cat.says("call:leave", STANDUP);
        assertEquals(
                "NOT_IN_ROOM",
                chunk(cat, "standup", new byte[9]).at("/error/code").asText());
    }

    @Test
    void fiftyASecondAreHandledAndNoneCountsTowardsTheSharedLimit() {
        var strict = new Scene(Limits.defaults().withEvents(2, Duration.ofMinutes(1)));
        var cat = strict.enters("cat");
        cat.says("call:join", STANDUP);
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < 50; i++) {
                assertTrue(chunk(cat, "standup", new byte[1]).path("success").asBoolean());
            }
            var refused = chunk(cat, "standup", new byte[1]);
            assertEquals("RATE_LIMIT_EXCEEDED", refused.at("/error/code").asText());
            strict.passes(Duration.ofSeconds(1));
        }
        assertEquals(150, strict.transcriber().speech().chunks().size());
        assertTrue(cat.says("call:leave", STANDUP).path("success").asBoolean());
    }

    @Test
    void aCallOfTheSameNameElsewhereHearsNothing() {
        var stranger = scene.enters(Scene.principal("eve", "other", Set.of(), Role.ADMIN));
        stranger.says("call:join", STANDUP);
        chunk(new byte[9]);
        speech().means("secret");
        scene.settle();
        assertEquals(List.of(), stranger.heard("transcription:result"));
    }

    private HandTranscriber.Speech speech() {
        return scene.transcriber().speech();
    }

    private JsonNode chunk(byte[] bytes) {
        return chunk(ann, "standup", bytes);
    }

    private static JsonNode chunk(Actor actor, String roomName, byte[] bytes) {
        var json = "[\"call:audio-chunk\",{\"roomName\":\"" + roomName
                + "\",\"chunk\":{\"_placeholder\":true,\"num\":0}}]";
        return actor.emits(json, List.of(bytes));
    }

    private List<Transcripts.Segment> kept() {
        return scene.transcripts().all(CALL).stream()
                .map(Transcripts.Kept::segment)
                .toList();
    }

    private Actor joined(String userId) {
        var actor = scene.enters(userId);
        actor.says("call:join", STANDUP);
        return actor;
    }
}
