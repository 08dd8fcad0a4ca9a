package io.rotunda.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Transcriber.Words;
import io.rotunda.rooms.RoomId;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked, and what becomes of every kind of answer.
@Timeout(120)
class HttpTranscriberIT {
    private static final AudioFile FILE = new AudioFile(AudioFormat.WEBM, new byte[] {1, 0, -1});
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private TranscriberServer server;
    private HttpTranscriber transcriber;

    @BeforeEach
    void start() throws Exception {
        server = new TranscriberServer();
        transcriber = transcriber(server.url(), "secret", "whisper-1", PATIENT);
    }

    @AfterEach
    void stop() {
        transcriber.close();
        server.close();
    }

    @Test
    void theFileIsSentAsAFormWithTheModelAndTheKey() throws Exception {
        server.understands("hi");
        assertEquals(new Words("hi", true, null), transcriber.transcribe(FILE));
        var asked = server.asked().getFirst();
        assertEquals("POST /v1/audio/transcriptions", asked.method() + " " + asked.uri());
        assertEquals("Bearer secret", asked.authorization());
        var boundary = asked.contentType().replace("multipart/form-data; boundary=", "");
        assertEquals(
                String.join(
                        "\r\n",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"model\"",
                        "",
                        "whisper-1",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"response_format\"",
                        "",
                        "verbose_json",
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"file\"; filename=\"audio.webm\"",
                        "Content-Type: audio/webm",
                        "",
                        "\u0001\u0000\u00ff",
                        "--" + boundary + "--",
                        ""),
                asked.body());
    }

    @Test
    void newerModelsAreAskedInTheirWay() throws Exception {
        server.understands("hi");
        try (var newer = transcriber(server.url().resolve("/v1"), null, "gpt-4o-transcribe", PATIENT)) {
            newer.transcribe(FILE);
        }
        var asked = server.asked().getFirst();
        assertEquals("/v1/audio/transcriptions null", asked.uri() + " " + asked.authorization());
        assertTrue(asked.body().contains("name=\"response_format\"\r\n\r\njson\r\n"));
        assertTrue(asked.body().contains("name=\"include[]\"\r\n\r\nlogprobs\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 302, 401, 403, 404, 429, 500, 503})
    void anyOtherStatusIsAnOutage(int status) {
        server.answers(status, "{\"text\":\"hi\"}");
        assertTrue(failure().outage());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void audioThatIsNotTakenIsNoOutage(int status) {
        server.answers(status, "{\"error\":{\"message\":\"too short\"}}");
        assertFalse(failure().outage());
        assertFalse(String.valueOf(failure().getMessage()).contains("short"));
    }

    @Test
    void garbageIsAnOutage() {
        server.answers(200, "<html>");
        assertTrue(failure().outage());
    }

    @Test
    void aHugeAnswerIsAnOutage() {
        server.answers(200, "{\"text\":\"" + "x".repeat(2_000_000) + "\"}");
        assertTrue(failure().outage());
    }

    @Test
    void anAnswerWithoutAnEndIsAnOutage() {
        server.is(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(new byte[1024]);
            }
        });
        assertTrue(failure().outage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSlowAnswerIsAnOutageInTime(boolean headersFirst) {
        var end = new CountDownLatch(1);
        server.is(exchange -> {
            if (headersFirst) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            awaitQuietly(end);
        });
        try (var hasty = transcriber(server.url(), null, "m", Duration.ofMillis(200))) {
            var failure = assertThrows(TranscriptionFailed.class, () -> hasty.transcribe(FILE));
            assertEquals("no answer within 200 ms", failure.getMessage());
        } finally {
            end.countDown();
        }
    }

    @Test
    void aServerThatIsNotThereIsAnOutage() {
        server.close();
        assertTrue(failure().outage());
    }

    @Test
    void aServerThatHangsUpIsAnOutage() {
        server.is(exchange -> exchange.close());
        assertTrue(failure().outage());
    }

    @Test
    void redirectsAreNotFollowedWithTheKey() throws Exception {
        try (var other = new TranscriberServer()) {
            other.understands("hi");
            server.is(exchange -> {
                exchange.getResponseHeaders().add("Location", other.url().toString());
                exchange.sendResponseHeaders(307, -1);
            });
            assertTrue(failure().outage());
            assertEquals(0, other.asked().size());
        }
    }

    @Test
    void aSpeechIsHeardToItsEnd() throws Exception {
        server.understands("hi");
        var heard = new LinkedBlockingQueue<Words>();
        var speech = transcriber.begin(new RoomId.User("org", "ann"), heard::add);
        speech.hear(new byte[] {1, 2, 3});
        assertEquals(new Words("hi", true, null), heard.poll(60, TimeUnit.SECONDS));
        server.understands("goodbye");
        speech.hear(new byte[] {4});
        speech.end();
        assertEquals(new Words("goodbye", true, null), heard.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void closingGivesUpWhatIsUnderWay() throws Exception {
        var asked = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        server.is(exchange -> {
            asked.countDown();
            awaitQuietly(end);
        });
        var waiting = new LinkedBlockingQueue<String>();
        Thread.ofVirtual().start(() -> waiting.add(String.valueOf(failure().getMessage())));
        asked.await();
        transcriber.close();
        assertFalse(String.valueOf(waiting.poll(30, TimeUnit.SECONDS)).startsWith("no answer"));
        end.countDown();
    }

    private TranscriptionFailed failure() {
        return assertThrows(TranscriptionFailed.class, () -> transcriber.transcribe(FILE));
    }

    private static HttpTranscriber transcriber(URI url, @Nullable String key, String model, Duration timeout) {
        return new HttpTranscriber(
                new TranscriberSettings(url, key == null ? null : new TranscriberKey(key), model), timeout);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
