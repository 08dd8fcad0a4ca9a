package io.rotunda.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.persistence.Transcripts.Kept;
import io.rotunda.persistence.Transcripts.Segment;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every implementation of [Transcripts] does.
abstract class TranscriptsContract {
    private static final Instant NOW = Instant.parse("2026-03-19T12:00:00.123Z");

    private final StoresUnderTest kept;
    private final RoomId.Call call = new RoomId.Call("acme", UUID.randomUUID().toString());

    TranscriptsContract(StoresUnderTest kept) {
        this.kept = kept;
    }

    @Test
    void aCallInWhichNothingWasSaidHasNoSegments() {
        assertEquals(List.of(), transcripts().read(call, 0, 10));
    }

    @Test
    void segmentsAreReadInTheOrderInWhichTheyWereKept() {
        var segments = List.of(segment("one", null), segment("two", 0.5), segment("'; -- \u2028 👩‍👩‍👧‍👦", 1.0));
        segments.forEach(segment -> transcripts().append(call, segment));
        assertEquals(
                segments,
                transcripts().read(call, 0, 10).stream().map(Kept::segment).toList());
    }

    @Test
    void segmentsAreReadInPages() {
        for (int i = 0; i < 5; i++) {
            transcripts().append(call, segment("segment " + i, null));
        }
        var all = transcripts().read(call, 0, 10);
        assertEquals(all.subList(0, 2), transcripts().read(call, 0, 2));
        assertEquals(all.subList(2, 4), transcripts().read(call, all.get(1).position(), 2));
        assertEquals(List.of(), transcripts().read(call, all.getLast().position(), 2));
        assertEquals(
                all.stream().map(Kept::position).sorted().distinct().toList(),
                all.stream().map(Kept::position).toList());
    }

    @Test
    void callsAreApartAlsoThoseOfTwoOrganizations() {
        transcripts().append(call, segment("ours", null));
        assertEquals(List.of(), transcripts().read(new RoomId.Call("globex", call.roomName()), 0, 10));
        assertEquals(List.of(), transcripts().read(new RoomId.Call("acme", "other"), 0, 10));
    }

    @Test
    void manySpeakAtOnceAndNothingIsLost() throws Exception {
        Outcomes.atOnce(20, i -> {
            transcripts().append(call, segment("segment " + i, null));
            return i;
        });
        assertEquals(20, transcripts().read(call, 0, 100).size());
    }

    private static Segment segment(String text, @Nullable Double confidence) {
        return new Segment("ann", "Ann O'Neil", text, confidence, NOW);
    }

    private Transcripts transcripts() {
        return kept.stores().transcripts();
    }
}
