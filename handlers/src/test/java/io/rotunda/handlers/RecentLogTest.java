package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Changed;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Since;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentLogTest {
    private static final RoomId.Channel ROOM = new RoomId.Channel("acme", "general");
    private static final RoomId.User ANN = new RoomId.User("acme", "ann");
    private static final long NOW = 1_000_000;

    private final AtomicLong weights = new AtomicLong();
    private final RecentLog log = new RecentLog(weights);

    @Test
    void whatIsAddedWhileTheLogIsReadFollowsWhatWasRead() {
        log.add(message(4));
        log.add(message(5));
        log.join(read(1, 4), NOW);
        assertEquals(List.of(3L, 4L, 5L), seqsAfter(2));
        assertEquals(5, page(2).total());
    }

    @Test
    void whatWasReadBeforeItIsToldIsThereOnce() {
        log.join(read(1, 4), NOW);
        log.add(message(3));
        log.add(message(4));
        log.add(message(5));
        assertEquals(List.of(3L, 4L, 5L), seqsAfter(2));
        assertEquals(5, page(2).total());
    }

    @Test
    void aPositionThatIsMissingMakesEverythingBeforeItUseless() {
        log.join(read(1, 4), NOW);
        log.add(message(6));
        assertNull(since(2));
        assertNull(since(6), "how many messages there are is not known either");
        log.join(read(1, 7), NOW);
        assertEquals(List.of(6L, 7L), seqsAfter(5));
    }

    @Test
    void whatWasReadTooEarlyToJoinIsNotTaken() {
        log.add(message(9));
        log.join(read(1, 4), NOW);
        assertNull(since(2));
        assertNull(since(9));
    }

    @Test
    void aRoomThatIsMadeAgainBeginsAnew() {
        log.join(read(1, 4), NOW);
        log.add(message(2, 77));
        assertNull(since(1));
        assertNull(log.latest(10, NOW));
    }

    @Test
    void anotherMessageAtAPositionThatWasReadAlreadyIsNoticed() {
        log.join(read(3, 6), NOW);
        log.add(message(1, 78));
        assertNull(since(4));
    }

    @Test
    void whatShowsAMessageAsItWasIsDroppedWhenItIsAltered() {
        log.join(read(1, 6), NOW);
        log.add(reaction(7, 4));
        assertNull(since(3));
        assertNull(since(4));
        assertEquals(List.of(6L, 7L), seqsAfter(5));
        assertNull(log.latest(5, NOW));
        assertNotNull(log.latest(2, NOW));
    }

    @Test
    void anAlterationDuringTheReadCountsForWhatWasRead() {
        log.add(message(6));
        log.add(reaction(7, 4));
        log.join(read(1, 6), NOW);
        assertNull(since(4));
        assertEquals(List.of(6L, 7L), seqsAfter(5));
    }

    @Test
    void afterAMinuteTheLogIsReadAgain() {
        log.join(read(1, 4), NOW);
        long later = NOW + RecentLog.MAX_AGE_MS;
        assertNotNull(log.since(new Since.After(id(2)), later));
        assertNull(log.since(new Since.After(id(2)), later + 1));
        log.join(read(1, 4), later + 1);
        assertNotNull(log.since(new Since.After(id(2)), later + 1));
    }

    @Test
    void aLogIsReadFarBackWhenItIsAskedAgainAndNotTooOften() {
        assertFalse(log.worthReading(NOW));
        assertTrue(log.worthReading(NOW));
        assertFalse(log.worthReading(NOW));
        log.join(read(1, 4), NOW);
        log.add(reaction(5, 4));
        assertTrue(log.worthReading(NOW));
    }

    @Test
    void theOldestGoWhereThereAreTooMany() {
        log.join(read(1, 4), NOW);
        for (long seq = 5; seq <= RecentLog.MAX_ENTRIES + 2; seq++) {
            log.add(message(seq));
        }
        assertNull(since(2));
        assertEquals(RecentLog.MAX_ENTRIES - 1, seqsAfter(3).size());
    }

    @Test
    void theOldestGoWhereTheyWeighTooMuch() {
        log.join(read(1, 4), NOW);
        for (long seq = 5; seq <= 40; seq++) {
            log.add(LogEntry.of(message(seq, id(seq), "x".repeat(60_000))));
        }
        assertTrue(weights.get() <= RecentLog.MAX_BYTES + 1_000, weights + " bytes");
        assertNull(since(20));
        assertEquals(List.of(39L, 40L), seqsAfter(38));
        assertEquals(40, page(38).total());
    }

    @Test
    void whatIsClosedWeighsNothingAndKnowsNothing() {
        log.join(read(1, 4), NOW);
        log.close();
        log.add(message(5));
        log.join(read(1, 5), NOW);
        assertNull(since(2));
        assertEquals(0, weights.get());
    }

    private List<Long> seqsAfter(long seq) {
        return page(seq).entries().stream().map(LogEntry::seq).toList();
    }

    private RecentPage page(long after) {
        var page = since(after);
        assertNotNull(page);
        return page;
    }

    private @Nullable RecentPage since(long seq) {
        return log.since(new Since.After(id(seq)), NOW);
    }

    private static RecentPage read(long from, long through) {
        var entries = LongStream.rangeClosed(from, through)
                .mapToObj(RecentLogTest::message)
                .toList();
        return new RecentPage(entries, from, through, through);
    }

    private static LogEntry message(long seq) {
        return message(seq, seq);
    }

    private static LogEntry message(long seq, long id) {
        return LogEntry.of(message(seq, id(id), "hi"));
    }

    private static Message message(long seq, MessageId id, String content) {
        var draft = new Draft(id, ROOM, ANN, "Ann", content, "text", null, "[]", "[]", null, null, null);
        return new Message(draft, seq, Instant.EPOCH, Instant.EPOCH);
    }

    private static LogEntry reaction(long seq, long messageId) {
        var fact = new Changed.Fact.Reacted(id(messageId), "+1", true);
        return LogEntry.of(new Changed(ROOM, seq, Instant.EPOCH, ANN, "Ann", fact));
    }

    private static MessageId id(long number) {
        return new MessageId(new UUID(0, number));
    }
}
