package io.rotunda.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ComingBodyTest {
    private static final int MUCH = 100_000;

    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final ArrayList<Boolean> reading = new ArrayList<>();

    @Test
    void readingStopsWhileMuchWaitsAndGoesOnAfterwards() throws Exception {
        var body = new ComingBody(loop::add, reading::add);
        body.add(new byte[MUCH]);
        runLoop();
        assertFalse(reading.getLast());
        body.next();
        runLoop();
        assertTrue(reading.getLast());
    }

    @Test
    void aReaderWhoTakesAPieceBeforeItsWriterHasStoppedReadingLeavesItOn() throws Exception {
        var body = new ComingBody[1];
        var taken = new ArrayList<byte[]>();
        body[0] = new ComingBody(
                task -> {
                    if (taken.isEmpty()) {
                        taken.add(new byte[0]);
                        taken.add(takeFrom(body[0]));
                    }
                    loop.add(task);
                },
                reading::add);
        body[0].add(new byte[MUCH]);
        assertEquals(MUCH, taken.getLast().length);
        runLoop();
        assertTrue(reading.getLast());
    }

    private static byte[] takeFrom(ComingBody body) {
        try {
            var piece = body.next();
            return piece == null ? new byte[0] : piece;
        } catch (ComingBody.Cut | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void runLoop() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }
}
