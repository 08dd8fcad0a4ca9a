package io.rotunda.server.transcription;

import io.rotunda.handlers.Transcriber;
import io.rotunda.rooms.RoomId;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Asks a server that speaks OpenAI's transcription API. Time and size of its answers are bounded.
public final class HttpTranscriber implements Transcriber, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_ANSWER_BYTES = 1024 * 1024;
    private static final long MAX_AUDIO_BYTES = 64L * 1024 * 1024;
    private static final int OK = 200;

    /// The audio is at fault, not the transcriber: too short, too long, or not what it claims to be.
    private static final Set<Integer> NO_SUCH_AUDIO = Set.of(400, 413, 415, 422);

    private static final Executor SOME_TIME_LATER = CompletableFuture.delayedExecutor(
            RecordedSpeech.IDLE.toNanos(), TimeUnit.NANOSECONDS, HttpTranscriber::start);

    private final TranscriptionRequests requests;
    private final Duration timeout;
    private final Shares shares;
    private final Health health;

    /// No HTTP/2: offered in clear text, it confuses servers that read the body at once.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    public HttpTranscriber(TranscriberSettings settings) {
        this(settings, TIMEOUT);
    }

    HttpTranscriber(TranscriberSettings settings, Duration timeout) {
        this.requests = new TranscriptionRequests(settings);
        this.timeout = timeout;
        this.shares = new Shares(this::transcribe, new AudioMemory(MAX_AUDIO_BYTES), timeout);
        this.health = new Health(settings.toString(), System::nanoTime);
    }

    @Override
    public Speech begin(RoomId.User speaker, Consumer<Words> heard) {
        return new RecordedSpeech(
                shares.open(speaker), heard, health, HttpTranscriber::start, SOME_TIME_LATER, System::nanoTime);
    }

    /// Gives up what is under way.
    @Override
    public void close() {
        http.shutdownNow();
    }

    Words transcribe(AudioFile file) throws TranscriptionFailed {
        var response = response(requests.of(file));
        if (NO_SUCH_AUDIO.contains(response.statusCode())) {
            throw new TranscriptionFailed("status " + response.statusCode() + " for " + file, false);
        }
        if (response.statusCode() != OK) {
            throw new TranscriptionFailed("status " + response.statusCode(), true);
        }
        return TranscriptionAnswer.words(response.body());
    }

    private static void start(Runnable task) {
        Thread.ofVirtual().name("transcription").start(task);
    }

    private HttpResponse<byte[]> response(HttpRequest request) throws TranscriptionFailed {
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            // Not the request's own timeout: that one ends with the headers, and a body may trickle for ever.
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new TranscriptionFailed("no answer within " + timeout.toMillis() + " ms", true);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new TranscriptionFailed(cause.getClass().getSimpleName(), true);
        } catch (CancellationException _) {
            throw new TranscriptionFailed("cancelled", true);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TranscriptionFailed("interrupted", true);
        } finally {
            answer.cancel(true);
        }
    }
}
