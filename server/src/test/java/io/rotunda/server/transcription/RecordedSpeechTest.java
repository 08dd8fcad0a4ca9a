package io.rotunda.server.transcription;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Transcriber.Words;
import io.rotunda.persistence.Unavailable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One request at a time, in order, within bounds. The transcriber answers when the test says so.
@Timeout(60)
class RecordedSpeechTest {
    private static final byte[] WEBM = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};

    private final BlockingQueue<AudioFile> asked = new LinkedBlockingQueue<>();
    private final SynchronousQueue<Object> answers = new SynchronousQueue<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it wraps around, as the real one may
    private final AudioMemory memory = new AudioMemory(4 * RecordedSpeech.MAX_WAITING_BYTES);
    private final AtomicInteger closed = new AtomicInteger();
    private final BlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
    private Consumer<Thread> starting = Thread::start;
    private final RecordedSpeech speech = speech();

    @Test
    void whatComesWhileTheTranscriberIsBusyGoesTogetherInTheNextRequest() throws Exception {
        speech.hear(new byte[] {1});
        assertArrayEquals(new byte[] {1}, asked());
        speech.hear(new byte[] {2});
        speech.hear(new byte[] {});
        speech.hear(new byte[] {3, 4});
        assertTrue(asked.isEmpty());
        answer("one");
        assertArrayEquals(new byte[] {2, 3, 4}, asked());
        assertEquals("one", told());
        answer("two");
        assertEquals("two", told());
    }

    @Test
    void aSecondRecordingIsNotMixedWithTheFirst() throws Exception {
        speech.hear(new byte[] {1});
        asked();
        speech.hear(new byte[] {2});
        speech.hear(new byte[] {'I'}); // no start, though something may start like this
        speech.hear(ogg(2, 0));
        speech.hear(ogg(0, 960));
        answer("one");
        assertArrayEquals(new byte[] {2, 'I'}, asked());
        answer("two");
        assertArrayEquals(Bytes.joined(ogg(2, 0), ogg(0, 960)), asked());
        answer("three");
        assertEquals(List.of("one", "two", "three"), List.of(told(), told(), told()));
    }

    @Test
    void aStartThatComesByteByByteIsAStart() throws Exception {
        for (byte one : ogg(2, 0)) {
            speech.hear(new byte[] {one});
        }
        speech.hear(ogg(0, 960));
        assertEquals(AudioFormat.OGG, asked.take().format());
        answer("one");
        assertEquals("one", told());
    }

    @Test
    void overAMegabyteNoMoreIsTakenUntilTheNextRequest() throws Exception {
        speech.hear(new byte[1]);
        asked();
        for (int i = 0; i < 15; i++) {
            speech.hear(new byte[65_536]);
        }
        var refused = assertThrows(Unavailable.class, () -> speech.hear(new byte[65_536]));
        assertEquals(Duration.ofSeconds(1), refused.retryAfter());
        answer("one");
        assertEquals(15 * 65_536, asked().length);
        speech.hear(new byte[65_536]);
        answer("two");
        asked();
        answer("three");
    }

    @Test
    void allSpeechesTogetherAreBounded() throws Exception {
        memory.hold(4L * RecordedSpeech.MAX_WAITING_BYTES);
        assertThrows(Unavailable.class, () -> speech.hear(new byte[1]));
        memory.hold(-1);
        speech.hear(new byte[1]);
        asked();
        assertThrows(Unavailable.class, () -> speech().hear(new byte[1]));
        answer("one");
    }

    @Test
    void whoLeavesIsStillUnderstoodAndThenForgotten() throws Exception {
        speech.hear(new byte[] {1});
        asked();
        speech.hear(new byte[] {2});
        speech.end();
        speech.end();
        answer("one");
        assertArrayEquals(new byte[] {2}, asked());
        assertEquals("one", told());
        answer("goodbye");
        assertEquals("goodbye", told());
        settle();
        assertEquals(0, memory.held());
    }

    @Test
    void aSpeechThatEndsWhileNothingIsAskedIsForgottenAtOnce() {
        speech.hear(WEBM);
        assertTrue(memory.held() > 0);
        speech.end();
        assertEquals(0, memory.held());
    }

    @Test
    void aSpeechIsThroughOnce() throws Exception {
        speech.hear(new byte[] {1});
        asked();
        speech.end();
        assertEquals(0, closed.get());
        answer("one");
        settle();
        speech.end();
        assertEquals(1, closed.get());
    }

    @Test
    void whatStaysUnfinishedIsForgotten() throws Exception {
        speech.hear(Bytes.joined(ogg(2, 0), ogg(0, 960)));
        asked();
        answer("one");
        settle();
        long held = memory.held();
        speech.hear(new byte[20]);
        speech.hear(new byte[3]);
        nanos.addAndGet(RecordedSpeech.IDLE.toNanos() - 1);
        later.remove().run();
        assertEquals(held + 23, memory.held());
        nanos.addAndGet(1);
        later.remove().run();
        assertEquals(held, memory.held());
        assertTrue(later.isEmpty());
        speech.hear(Bytes.joined(new byte[10], ogg(0, 4800)));
        assertArrayEquals(Bytes.joined(ogg(2, 0), ogg(0, 4800)), asked());
        answer("two");
        assertEquals(List.of("one", "two"), List.of(told(), told()));
    }

    @Test
    void nothingIsForgottenWhileARequestIsUnderWay() throws Exception {
        speech.hear(Bytes.joined(ogg(2, 0), ogg(0, 960), Arrays.copyOf(ogg(0, 1920), 20)));
        asked();
        nanos.addAndGet(RecordedSpeech.IDLE.toNanos());
        later.remove().run();
        speech.hear(Arrays.copyOfRange(ogg(0, 1920), 20, 29));
        answer("one");
        assertArrayEquals(Bytes.joined(ogg(2, 0), ogg(0, 1920)), asked());
        answer("two");
        assertEquals(List.of("one", "two"), List.of(told(), told()));
    }

    @Test
    void aStartThatNeverComesIsForgotten() {
        speech.hear(new byte[] {0x1a});
        nanos.addAndGet(RecordedSpeech.IDLE.toNanos());
        later.remove().run();
        assertEquals(0, memory.held());
        assertTrue(later.isEmpty());
    }

    @Test
    void duringAnOutageTheSpeakerIsToldToWait() throws Exception {
        speech.hear(new byte[] {1});
        asked();
        answer(new TranscriptionFailed("status 503", true));
        settle();
        speech.hear(ogg(2, 0)); // without it nothing that follows could be understood
        nanos.addAndGet(RecordedSpeech.REST.toNanos() - 1);
        assertEquals(
                Duration.ofNanos(1),
                assertThrows(Unavailable.class, () -> speech.hear(new byte[] {2}))
                        .retryAfter());
        nanos.addAndGet(1);
        speech.hear(ogg(0, 960));
        assertArrayEquals(Bytes.joined(ogg(2, 0), ogg(0, 960)), asked());
        answer("again");
        assertEquals("again", told());
    }

    @Test
    void afterChunksThatWereRefusedItGoesOnWhereAPieceBegins() throws Exception {
        speech.hear(Bytes.joined(ogg(2, 0), ogg(0, 960)));
        asked();
        speech.hear(Arrays.copyOf(ogg(0, 1920), 10));
        answer(new TranscriptionFailed("status 503", true));
        settle();
        assertThrows(Unavailable.class, () -> speech.hear(new byte[] {1}));
        nanos.addAndGet(RecordedSpeech.REST.toNanos());
        speech.hear(new byte[] {2, 3});
        speech.hear(Bytes.joined(new byte[] {4}, ogg(0, 4800)));
        assertArrayEquals(Bytes.joined(ogg(2, 0), ogg(0, 4800)), asked());
        answer("again");
        assertEquals("again", told());
    }

    @Test
    void audioThatIsNotTakenIsSkipped() throws Exception {
        speech.hear(new byte[] {1});
        asked();
        speech.hear(new byte[] {2});
        answer(new TranscriptionFailed("status 400", false));
        assertArrayEquals(new byte[] {2}, asked());
        speech.hear(new byte[] {3});
        answer("two");
        asked();
        answer("three");
        assertEquals("two", told());
    }

    @Test
    void aFaultOfOursDoesNotEndTheSpeech() throws Exception {
        speech.hear(new byte[] {1});
        asked();
        speech.hear(new byte[] {2});
        answer(new IllegalStateException("ours"));
        assertArrayEquals(new byte[] {2}, asked());
        answer("two");
        assertEquals("two", told());
    }

    @Test
    void aRequestThatCannotBeStartedLeavesNothingBehind() throws Exception {
        starting = _ -> {
            throw new OutOfMemoryError("no thread");
        };
        speech.hear(new byte[0]);
        assertThrows(OutOfMemoryError.class, () -> speech.hear(new byte[100_000]));
        assertTrue(memory.held() < 100_000 + 1_000);
        starting = Thread::start;
        speech.hear(new byte[] {1});
        asked();
        speech.end();
        answer("one");
        settle();
        assertEquals(0, memory.held());
    }

    /// Whatever was asked is through, and what comes of it has come.
    private void settle() throws InterruptedException {
        for (int i = 0; i < threads.size(); i++) {
            threads.get(i).join();
        }
    }

    private byte[] asked() throws InterruptedException {
        return asked.take().bytes();
    }

    private String told() throws InterruptedException {
        return told.take();
    }

    private void answer(Object answer) throws InterruptedException {
        answers.put(answer);
    }

    private RecordedSpeech speech() {
        return new RecordedSpeech(
                new Share(this::transcribe, memory, closed::incrementAndGet),
                words -> told.add(words.text()),
                new Health("test", nanos::get),
                this::start,
                later::add,
                nanos::get);
    }

    private void start(Runnable task) {
        var thread = Thread.ofVirtual().unstarted(task);
        starting.accept(thread);
        threads.add(thread);
    }

    private Words transcribe(AudioFile file) throws TranscriptionFailed {
        asked.add(file);
        try {
            return switch (answers.take()) {
                case TranscriptionFailed failure -> throw failure;
                case RuntimeException fault -> throw fault;
                case Object text -> new Words(text.toString(), true, null);
            };
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ogg(int type, int position) {
        var page = new byte[29];
        System.arraycopy(new byte[] {'O', 'g', 'g', 'S'}, 0, page, 0, 4);
        page[5] = (byte) type;
        page[6] = (byte) position;
        page[7] = (byte) (position >> 8);
        page[26] = 1;
        page[27] = 1;
        return page;
    }
}
