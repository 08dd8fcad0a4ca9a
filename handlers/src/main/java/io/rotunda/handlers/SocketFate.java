package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rotunda.persistence.Receipts.Receipt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one message on one socket.
///
/// @param endedAt null while it is connected
/// @param slow whether it was cut because its client did not read
/// @param enteredAt when it last entered the message's room; null if it is not known to have been there
/// @param sentAt when it was sent the message; null if it was not, or that is not known
/// @param why a few words for people
record SocketFate(
        String socketId,
        Instant connectedAt,
        @Nullable Instant endedAt,
        @Nullable String endedBecause,
        boolean slow,
        List<Interruption> interruptions,
        @Nullable Instant enteredAt,
        @Nullable Instant leftAt,
        Fate fate,
        @Nullable Instant sentAt,
        String why) {
    /// What became of it.
    enum Fate {
        /// Sent when it was committed.
        @JsonProperty("live")
        LIVE,
        /// Sent with the room's log, when the socket entered or caught up.
        @JsonProperty("replayed")
        REPLAYED,
        /// Sent when the client came back from a lost connection.
        @JsonProperty("recovered")
        RECOVERED,
        @JsonProperty("not_sent")
        NOT_SENT,
        @JsonProperty("not_known")
        NOT_KNOWN
    }

    /// The connection was lost, and the client went on where it was.
    record Interruption(Instant lostAt, String because, Instant backAt) {}

    static SocketFate of(Visit visit, Receipt receipt) {
        synchronized (visit) { // all of one moment
            var stays = visit.in(receipt.room());
            for (var stay : stays) {
                var sent = stay.sent(receipt.seq());
                if (sent != null) {
                    return sent(visit, receipt, stay, sent);
                }
            }
            return notSent(visit, receipt, stays);
        }
    }

    /// Whether it is connected now.
    boolean connected() {
        return endedAt == null;
    }

    /// Whether it was sent the message.
    boolean gotIt() {
        return sentAt != null;
    }

    private static SocketFate sent(Visit visit, Receipt receipt, Stay stay, Stay.Sent sent) {
        return switch (sent.how()) {
            case LIVE ->
                fate(visit, stay, Fate.LIVE, receipt.createdAt(), "it was in the room when the message was committed");
            case REPLAYED ->
                fate(visit, stay, Fate.REPLAYED, sent.at(), "it was sent the room's log up to seq " + sent.through());
            case RECOVERED ->
                fate(
                        visit,
                        stay,
                        Fate.RECOVERED,
                        sent.at(),
                        "its connection was lost, and it was sent what it missed when it came back");
        };
    }

    private static SocketFate notSent(Visit visit, Receipt receipt, List<Stay> stays) {
        var end = visit.end();
        var last = stays.isEmpty() ? null : stays.getFirst();
        if (stays.stream().anyMatch(Stay::forgetful) || visit.forgetful()) {
            return fate(visit, last, Fate.NOT_KNOWN, null, "too much happened since to remember all of it");
        }
        if (end != null && end.at().isBefore(receipt.createdAt())) {
            return fate(visit, last, Fate.NOT_SENT, null, "it had gone before the message was committed");
        }
        if (last == null) {
            return fate(visit, null, Fate.NOT_SENT, null, "it never entered the room");
        }
        long first = last.first();
        if (first == 0 || receipt.seq() < first) {
            var from = first == 0 ? "" : ": what it was sent begins at seq " + first;
            return fate(visit, last, Fate.NOT_SENT, null, "it entered the room after the message" + from);
        }
        return last.until() == null
                ? fate(
                        visit,
                        last,
                        Fate.NOT_SENT,
                        null,
                        "the message lies in a stretch of the log that it did not ask for")
                : fate(visit, last, Fate.NOT_SENT, null, "it was not in the room any more");
    }

    private static SocketFate fate(Visit visit, @Nullable Stay stay, Fate fate, @Nullable Instant sentAt, String why) {
        var end = visit.end();
        var endedAt = end == null ? null : end.at();
        var because = end == null ? null : end.why();
        var said = sentAt != null && end != null && !sentAt.isAfter(end.at()) && fate == Fate.LIVE
                ? why + "; its connection ended after that (" + because + "), and what was on its way is lost"
                : why;
        return new SocketFate(
                visit.socketId(),
                visit.since(),
                endedAt,
                because,
                Client.TOO_SLOW.equals(because),
                visit.losses().stream()
                        .map(loss -> new Interruption(loss.at(), loss.why(), loss.backAtOr(loss.at())))
                        .toList(),
                stay == null ? null : stay.since(),
                stay == null ? null : stay.until(),
                fate,
                sentAt,
                said);
    }
}
