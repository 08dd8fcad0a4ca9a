package io.rotunda.server.transcription;

import io.rotunda.handlers.Transcriber;
import io.rotunda.persistence.Unavailable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What one socket says in one call, on its way to the transcriber: one request at a time, so that words come in the
/// order in which they were spoken. What gathers meanwhile goes together in the next request.
final class RecordedSpeech implements Transcriber.Speech {
    /// What may wait. Opus is a minute of it, WAV of a telephone's quality half a minute.
    static final int MAX_WAITING_BYTES = 1024 * 1024;

    /// After an outage nothing more is taken for so long: who speaks must know that nobody understands.
    static final Duration REST = Duration.ofSeconds(2);

    /// Who says nothing for so long does not go on in the middle of a piece: what is unfinished is forgotten.
    static final Duration IDLE = Duration.ofSeconds(30);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Share share;
    private final Consumer<Transcriber.Words> heard;
    private final Health health;
    private final Executor threads;
    private final Executor later;
    private final LongSupplier nanos;

    // Everything below is guarded by this object's lock.
    private final ArrayDeque<Recording> recordings = new ArrayDeque<>(1);
    private byte[] opening = {};
    private @Nullable AudioFile underWay;
    private long restUntil;
    private long heardAt;
    private int held;
    private boolean watched;
    private boolean ended;
    private boolean closed;

    /// @param share closed when this has ended and all that was said is through
    /// @param threads of which each task has one to itself
    /// @param later starts each task when [#IDLE] has passed
    RecordedSpeech(
            Share share,
            Consumer<Transcriber.Words> heard,
            Health health,
            Executor threads,
            Executor later,
            LongSupplier nanos) {
        this.share = share;
        this.heard = heard;
        this.health = health;
        this.threads = threads;
        this.later = later;
        this.nanos = nanos;
        this.restUntil = nanos.getAsLong();
        this.heardAt = restUntil;
    }

    @Override
    public synchronized void hear(byte[] chunk) {
        try {
            requireRoom(chunk);
        } catch (Unavailable refused) {
            interrupt();
            throw refused;
        }
        heardAt = nanos.getAsLong();
        try {
            record(chunk);
            if (underWay == null) {
                proceed();
            }
        } finally {
            account();
        }
        watch();
    }

    @Override
    public synchronized void end() {
        ended = true;
        if (underWay == null) {
            forget();
        }
    }

    /// The start of a recording is taken while the transcriber rests: without it nothing that follows is understood.
    private void requireRoom(byte[] chunk) {
        long rest = restUntil - nanos.getAsLong();
        boolean opens = recordings.isEmpty() || AudioFormat.startingWith(chunk).hasHead();
        if (rest > 0 && !opens) {
            throw new Unavailable("the transcriber fails", Duration.ofNanos(rest));
        }
        if (share.memory().full() || waiting() + chunk.length > MAX_WAITING_BYTES) {
            throw new Unavailable("too much audio waits for the transcriber", RETRY_AFTER);
        }
    }

    private void interrupt() {
        opening = new byte[0];
        if (!recordings.isEmpty()) {
            recordings.getLast().interrupt();
        }
        account();
    }

    private void record(byte[] chunk) {
        if (recordings.isEmpty() || AudioFormat.startingWith(chunk).hasHead()) {
            opening = Bytes.joined(opening, chunk);
            if (opening.length == 0 || AudioFormat.tooShortToTell(opening)) {
                return;
            }
            recordings.add(Recording.startingWith(opening));
            recordings.getLast().add(opening);
            opening = new byte[0];
        } else {
            recordings.getLast().add(chunk);
        }
    }

    /// The next file; null if there is none. Recordings that were followed by others are forgotten once they are
    /// through.
    private @Nullable AudioFile next() {
        while (!recordings.isEmpty()) {
            var file = recordings.getFirst().take();
            if (file != null || recordings.size() == 1) {
                return file;
            }
            recordings.removeFirst();
        }
        return null;
    }

    /// A thread for each file: whatever becomes of one, the next is asked about.
    private void proceed() {
        underWay = null;
        var file = next();
        if (file != null) {
            threads.execute(() -> ask(file));
            underWay = file; // what could not be started is not under way
        }
    }

    private void ask(AudioFile file) {
        try {
            var words = share.endpoint().transcribe(file);
            health.worked();
            heard.accept(words);
        } catch (TranscriptionFailed failure) {
            health.failed(String.valueOf(failure.getMessage()));
            if (failure.outage()) {
                rest();
            }
        } finally {
            done();
        }
    }

    private synchronized void rest() {
        restUntil = nanos.getAsLong() + REST.toNanos();
    }

    private synchronized void done() {
        try {
            proceed();
        } finally {
            if (underWay == null && ended) {
                forget();
            } else {
                account();
            }
        }
    }

    private void forget() {
        recordings.clear();
        opening = new byte[0];
        account();
        if (!closed) {
            closed = true;
            share.closed().run();
        }
    }

    private void watch() {
        if (!watched && unfinished() > 0) {
            watched = true;
            later.execute(this::forgetUnfinished);
        }
    }

    private synchronized void forgetUnfinished() {
        watched = false;
        boolean idle = underWay == null && nanos.getAsLong() - heardAt >= IDLE.toNanos();
        if (idle && unfinished() > 0) {
            interrupt();
        } else {
            watch();
        }
    }

    private int unfinished() {
        return opening.length + (recordings.isEmpty() ? 0 : recordings.getLast().unfinished());
    }

    private int waiting() {
        return opening.length + recordings.stream().mapToInt(Recording::bytes).sum();
    }

    private void account() {
        int now = waiting() + (underWay == null ? 0 : underWay.bytes().length);
        share.memory().hold(now - held);
        held = now;
    }
}
