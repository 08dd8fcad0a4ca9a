package io.rotunda.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Transcriber.Words;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// So many requests at a time, whoever asks.
@Timeout(60)
class TurnstileTest {
    private static final Duration PATIENT = Duration.ofMinutes(10);
    private static final AudioFile FILE = new AudioFile(AudioFormat.WEBM, new byte[1]);

    private final BlockingQueue<AudioFile> asked = new LinkedBlockingQueue<>();
    private final Semaphore answers = new Semaphore(0);

    @Test
    void whoFindsAllTurnsTakenWaitsForOne() throws Exception {
        var turnstile = new Turnstile(this::transcribe, 2, PATIENT);
        var first = ask(turnstile);
        var second = ask(turnstile);
        asked.take();
        asked.take();
        var third = ask(turnstile);
        assertNull(asked.peek());
        answers.release();
        asked.take();
        answers.release(2);
        CompletableFuture.allOf(first, second, third).join();
    }

    @Test
    void whoWaitsInVainMeetsAnOutage() throws Exception {
        var turnstile = new Turnstile(this::transcribe, 1, Duration.ofMillis(10));
        var first = ask(turnstile);
        asked.take();
        assertTrue(assertThrows(TranscriptionFailed.class, () -> turnstile.transcribe(FILE))
                .outage());
        answers.release();
        first.join();
    }

    @Test
    void aTurnThatFailsIsGivenBack() {
        var turnstile = new Turnstile(
                _ -> {
                    throw new TranscriptionFailed("status 500", true);
                },
                1,
                Duration.ofMillis(10));
        for (int i = 0; i < 2; i++) {
            var failure = assertThrows(TranscriptionFailed.class, () -> turnstile.transcribe(FILE));
            assertEquals("status 500", failure.getMessage());
        }
    }

    @Test
    void whoAsksOftenLeavesTurnsForOthers() throws Exception {
        var shares = new Shares(this::transcribe, new AudioMemory(1), Duration.ofMillis(10));
        var ann = new RoomId.User("org", "ann");
        for (int i = 0; i < Shares.MAX_REQUESTS; i++) {
            ask(shares.open(ann).endpoint());
            asked.take();
        }
        assertThrows(
                TranscriptionFailed.class, () -> shares.open(ann).endpoint().transcribe(FILE));
        ask(shares.open(new RoomId.User("org", "bob")).endpoint());
        asked.take();
        answers.release(Shares.MAX_REQUESTS + 1);
    }

    @Test
    void allUsersTogetherHaveSoManyTurns() throws Exception {
        var shares = new Shares(this::transcribe, new AudioMemory(1), Duration.ofMillis(10));
        for (int i = 0; i < Shares.MAX_REQUESTS_OF_ALL; i++) {
            ask(shares.open(new RoomId.User("org", "user-" + i)).endpoint());
            asked.take();
        }
        var late = shares.open(new RoomId.User("org", "late"));
        assertThrows(TranscriptionFailed.class, () -> late.endpoint().transcribe(FILE));
        answers.release(Shares.MAX_REQUESTS_OF_ALL);
    }

    private static CompletableFuture<Void> ask(Endpoint endpoint) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        endpoint.transcribe(FILE);
                    } catch (TranscriptionFailed failure) {
                        throw new AssertionError(failure);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    private Words transcribe(AudioFile file) {
        asked.add(file);
        answers.acquireUninterruptibly();
        return new Words("", true, null);
    }
}
