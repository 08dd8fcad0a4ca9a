package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.Transcripts;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTranscriptionTest {
    private static final String STANDUP = "{'roomName':'standup'}";
    private static final RoomId.Call CALL = new RoomId.Call("acme", "standup");

    private final Scene scene = Scene.open();
    private final Actor ann = joined("ann");
    private final Actor bob = joined("bob");

    @Test
    @Hears("transcription:segment")
    void theOthersHearAFinalSegmentAndItIsKept() {
        ann.forgets();
        var answer = transcribes("{'speaker':'Ann','text':'good morning','isFinal':true,'confidence':0.875}");
        assertEquals(
                "{\"success\":true,\"roomName\":\"standup\",\"timestamp\":\"2026-03-19T12:00:00.000Z\"}",
                answer.toString());
        assertEquals(
                "{\"speaker\":\"Ann\",\"text\":\"good morning\",\"isFinal\":true,"
                        + "\"timestamp\":\"2026-03-19T12:00:00.000Z\",\"confidence\":0.875,\"roomName\":\"standup\","
                        + "\"userId\":\"ann\"}",
                bob.heardOnce("transcription:segment").toString());
        ann.heardNothing();
        assertEquals(
                List.of(new Transcripts.Segment(
                        "ann", "Ann", "good morning", 0.875, Instant.parse("2026-03-19T12:00:00Z"))),
                kept());
    }

    @Test
    void anInterimSegmentIsToldAndNotKept() {
        transcribes("{'speaker':'Ann','text':'good','isFinal':false}");
        var told = bob.heardOnce("transcription:segment");
        assertEquals(false, told.path("isFinal").asBoolean(true));
        assertTrue(told.path("confidence").isNull());
        assertEquals(List.of(), kept());
    }

    @Test
    void aFinalSegmentThatCannotBeKeptIsNotTold() {
        scene.messages().away(true);
        var answer = transcribes("{'speaker':'Ann','text':'good morning','isFinal':true}");
        assertEquals("UNAVAILABLE", answer.at("/error/code").asText());
        assertEquals(700, ann.heardOnce("error").path("retryAfterMs").asLong());
        assertEquals(List.of(), bob.heard("transcription:segment"));
        assertTrue(transcribes("{'speaker':'Ann','text':'good','isFinal':false}")
                .path("success")
                .asBoolean());
        bob.heardOnce("transcription:segment");
    }

    @Test
    void oneMustBeInTheCall() {
        ann.says("call:leave", STANDUP);
        var answer = transcribes("{'speaker':'Ann','text':'good','isFinal':true}");
        assertEquals("NOT_IN_ROOM", answer.at("/error/code").asText());
        assertEquals(List.of(), kept());
        assertEquals(List.of(), bob.heard("transcription:segment"));
    }

    @Test
    void aCallOfTheSameNameElsewhereHearsNothing() {
        var stranger = scene.enters(Scene.principal("eve", "other", Set.of(), Role.ADMIN));
        stranger.says("call:join", STANDUP);
        transcribes("{'speaker':'Ann','text':'good','isFinal':true}");
        assertEquals(List.of(), stranger.heard("transcription:segment"));
        assertEquals(List.of(), scene.transcripts().all(new RoomId.Call("other", "standup")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | segment.speaker",
                "{'speaker':'','text':'a','isFinal':true} | segment.speaker",
                "{'speaker':7,'text':'a','isFinal':true} | segment.speaker",
                "{'speaker':'a','isFinal':true} | segment.text",
                "{'speaker':'a','text':'','isFinal':true} | segment.text",
                "{'speaker':'a','text':'a'} | segment.isFinal",
                "{'speaker':'a','text':'a','isFinal':1} | segment.isFinal",
                "{'speaker':'a','text':'a','isFinal':true,'confidence':1.01} | segment.confidence",
                "{'speaker':'a','text':'a','isFinal':true,'confidence':-0.01} | segment.confidence",
                "{'speaker':'a','text':'a','isFinal':true,'confidence':'1'} | segment.confidence",
            })
    void theFieldAtFaultIsNamed(String segment, String field) {
        refuses(segment, field);
    }

    @Test
    void whatIsTooLongIsRefused() {
        refuses("{'speaker':'" + "x".repeat(257) + "','text':'a','isFinal':true}", "segment.speaker");
        refuses("{'speaker':'a','text':'" + "x".repeat(10_001) + "','isFinal':true}", "segment.text");
        assertTrue(transcribes("{'speaker':'" + "x".repeat(256) + "','text':'" + "x".repeat(10_000)
                        + "','isFinal':true,'confidence':1}")
                .path("success")
                .asBoolean());
    }

    @Test
    void twentyASecondAreHandledAndNoneCountsTowardsTheSharedLimit() {
        var strict = new Scene(Limits.defaults().withEvents(3, Duration.ofMinutes(1)));
        var cat = strict.enters("cat");
        cat.says("call:join", STANDUP);
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < 20; i++) {
                assertTrue(cat.says("call:transcription", payload("{'speaker':'c','text':'t','isFinal':false}"))
                        .path("success")
                        .asBoolean());
            }
            var refused = cat.says("call:transcription", payload("{'speaker':'c','text':'t','isFinal':false}"));
            assertEquals("RATE_LIMIT_EXCEEDED", refused.at("/error/code").asText());
            assertEquals(1_000, refused.at("/error/retryAfterMs").asLong());
            strict.passes(Duration.ofSeconds(1));
        }
        assertTrue(cat.says("call:leave", STANDUP).path("success").asBoolean());
        assertTrue(cat.says("call:leave", STANDUP).path("success").asBoolean());
        assertEquals(
                "RATE_LIMIT_EXCEEDED",
                cat.says("call:leave", STANDUP).at("/error/code").asText());
    }

    private void refuses(String segment, String field) {
        var answer = transcribes(segment);
        assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
        assertTrue(answer.at("/error/message").asText().startsWith(field + ": "), answer.toString());
        assertEquals(List.of(), bob.heard("transcription:segment"));
        assertEquals(List.of(), kept());
    }

    private JsonNode transcribes(String segment) {
        return ann.says("call:transcription", payload(segment));
    }

    private static String payload(String segment) {
        return "{'roomName':'standup','segment':" + segment + "}";
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
