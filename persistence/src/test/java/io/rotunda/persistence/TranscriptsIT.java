package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.persistence.Transcripts.Kept;
import io.rotunda.persistence.Transcripts.Segment;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@org.junit.jupiter.api.Timeout(60)
final class TranscriptsIT {
    @RegisterExtension
    static final FreshDatabase DATABASE = new FreshDatabase();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    private final Transcripts transcripts = DATABASE.database().stores().transcripts();
    private final RoomId.Call call = new RoomId.Call("acme", UUID.randomUUID().toString());

    @Test
    void segmentsComeBackInOrderPageByPage() {
        var segments =
                List.of(new Segment("ann", "Ann", "one", 0.75, NOW), segment("two"), segment("three"), segment("four"));
        segments.forEach(segment -> transcripts.append(call, segment));
        var first = transcripts.read(call, 0, 3);
        var second = transcripts.read(call, first.getLast().position(), 3);
        assertEquals(segments.subList(0, 3), first.stream().map(Kept::segment).toList());
        assertEquals(segments.subList(3, 4), second.stream().map(Kept::segment).toList());
    }

    @Test
    void callsOfTwoTenantsAreApartThoughTheyShareAName() {
        var other = new RoomId.Call("globex", call.roomName());
        transcripts.append(call, segment("acme"));
        transcripts.append(other, segment("globex"));
        assertEquals(
                List.of(segment("globex")),
                transcripts.read(other, 0, 10).stream().map(Kept::segment).toList());
    }

    @Test
    void whoReadsOnWhileOthersWriteMissesNothing() throws Exception {
        var read = new HashSet<String>();
        Outcomes.atOnce(9, thread -> {
            if (thread == 0) {
                long position = 0;
                while (read.size() < 160) {
                    for (var kept : transcripts.read(call, position, 10)) {
                        position = kept.position();
                        read.add(kept.segment().text());
                    }
                }
            } else {
                IntStream.range(0, 20).forEach(i -> transcripts.append(call, segment(thread + "." + i)));
            }
            return thread;
        });
        assertEquals(160, read.size());
    }

    @Test
    void textThatPostgresqlCannotHoldIsRefused() {
        assertThrows(Unstorable.class, () -> transcripts.append(call, segment("a\0b")));
    }

    private static Segment segment(String text) {
        return new Segment("ann", "Ann", text, null, NOW);
    }
}
