package io.rotunda.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Transcriber.Words;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// One user, however often he speaks, has one share, and the others have theirs.
class SharesTest {
    private static final RoomId.User ANN = new RoomId.User("org", "ann");
    private static final RoomId.User BOB = new RoomId.User("org", "bob");
    private static final RoomId.User ANOTHER_ANN = new RoomId.User("another", "ann");

    private final AudioMemory memory = new AudioMemory(64L * 1024 * 1024);
    private final Shares shares = new Shares(_ -> new Words("", true, null), memory, Duration.ZERO);

    @Test
    void whoHasTakenAShareLeavesTheOthersTheirs() {
        shares.open(ANN).memory().hold(Shares.MAX_BYTES);
        assertTrue(shares.open(ANN).memory().full());
        assertFalse(shares.open(BOB).memory().full());
        assertFalse(shares.open(ANOTHER_ANN).memory().full());
        assertEquals(Shares.MAX_BYTES, memory.held());
    }

    @Test
    void whenAllIsTakenNobodyHasMore() {
        memory.hold(64L * 1024 * 1024);
        assertTrue(shares.open(ANN).memory().full());
    }

    @Test
    void aShareIsKeptUntilTheLastSpeechIsThrough() {
        var share = shares.open(ANN);
        assertSame(share, shares.open(ANN));
        share.closed().run();
        assertSame(share, shares.open(ANN));
        share.closed().run();
        share.closed().run();
        assertEquals(0, shares.size());
        assertNotSame(share, shares.open(ANN));
    }
}
