package io.rotunda.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Transcriber.Words;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptionAnswerTest {

    @Test
    void howSureItIsFollowsFromItsSegments() throws Exception {
        assertWords(
                "good morning",
                0.8607,
                "{'text':'good morning','segments':[{'text':'good','avg_logprob':-0.1,'no_speech_prob':0.1},"
                        + "{'text':' morning','avg_logprob':-0.175,'no_speech_prob':0.1}]}");
    }

    @Test
    void howSureItIsFollowsFromItsTokens() throws Exception {
        assertWords(
                "hi", 0.6065, "{'text':'hi','logprobs':[{'token':'h','logprob':-0.25},{'token':'i','logprob':-0.75}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'text':'hi'}",
                "{'text':'hi','segments':[]}",
                "{'text':'hi','segments':null,'logprobs':null}",
                "{'text':'hi','segments':7}",
                "{'text':'hi','segments':[7]}",
                "{'text':'hi','segments':[{'text':'hi'}]}",
                "{'text':'hi','segments':[{'text':'','avg_logprob':-1}]}",
                "{'text':'hi','logprobs':[{'logprob':'much'}]}",
            })
    void whatItDoesNotSayIsNotKnown(String answer) throws Exception {
        assertWords("hi", null, answer);
    }

    @Test
    void aProbabilityIsNeverMoreThanOne() throws Exception {
        assertWords("hi", 1.0, "{'text':'hi','segments':[{'text':'hi','avg_logprob':0.5}]}");
        assertWords("hi", 0.0, "{'text':'hi','segments':[{'text':'hi','avg_logprob':-1e300}]}");
    }

    @Test
    void whatItMadeUpInSilenceIsLeftOut() throws Exception {
        var thanks = "{'text':' Thanks for watching!','avg_logprob':-1.2,'no_speech_prob':0.9}";
        assertWords("", null, "{'text':' Thanks for watching!','segments':[" + thanks + "]}");
        assertWords(
                "hi",
                0.9048,
                "{'text':'hi Thanks for watching!','segments':[{'text':'hi','avg_logprob':-0.1}," + thanks + "]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hi",
                "7",
                "null",
                "[]",
                "{}",
                "{'text':7}",
                "{'text':null}",
                "{'error':{'message':'hi'}}",
                "{'text':'hi'"
            })
    void whatIsNoAnswerIsAnOutage(String answer) {
        var failure = assertThrows(TranscriptionFailed.class, () -> words(answer));
        assertTrue(failure.outage());
        assertFalse(String.valueOf(failure.getMessage()).contains("hi"), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example, https://api.example/v1/audio/transcriptions",
        "https://api.example/, https://api.example/v1/audio/transcriptions",
        "http://127.0.0.1:8000/v1, http://127.0.0.1:8000/v1/audio/transcriptions",
        "http://127.0.0.1:8000/v1/, http://127.0.0.1:8000/v1/audio/transcriptions",
        "https://x.example/openai/v1?api-version=1, https://x.example/openai/v1/audio/transcriptions?api-version=1",
        "https://x.example/v1/audio/transcriptions, https://x.example/v1/audio/transcriptions",
        "http://127.0.0.1:8080/inference, http://127.0.0.1:8080/inference",
    })
    void theAddressMayBeThatOfTheServerOrOfTheEndpoint(String url, String endpoint) {
        assertEquals(URI.create(endpoint), new TranscriberSettings(URI.create(url), null, "m").endpoint());
    }

    @Test
    void settingsDoNotShowTheirSecrets() {
        var url = URI.create("https://ann:hunter2@api.example:8443/v1?key=hunter2");
        var settings = new TranscriberSettings(url, new TranscriberKey("hunter2"), "whisper-1");
        assertEquals("https://api.example:8443/v1/audio/transcriptions", settings.toString());
        assertEquals("***", new TranscriberKey("hunter2").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nX-Evil: 1", "é"})
    void aKeyFitsIntoAHeader(String key) {
        assertThrows(IllegalArgumentException.class, () -> new TranscriberKey(key));
    }

    private static void assertWords(String text, @Nullable Double confidence, String answer) throws Exception {
        assertEquals(new Words(text, true, confidence), words(answer));
    }

    private static Words words(String answer) throws TranscriptionFailed {
        return TranscriptionAnswer.words(answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
