package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rotunda.persistence.History;
import io.rotunda.persistence.Remembered;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `channel:history`: a stretch of a channel's messages, oldest first. What weighs more than a page may
/// is cut, with `hasMore`, and asked for again like anything else beyond the page.
final class HistoryPage implements Outgoing {
    private final Frame frame;
    private final Replay replay;

    private HistoryPage(Pieces pieces, Replay replay) {
        this.frame = Frame.transientEvent(eventName(), pieces.all());
        this.replay = replay;
    }

    /// A page that ends with the newest message read; when it must be cut, the oldest go.
    static HistoryPage endingWith(History history, RoomId.Channel channel, int maxBytes) {
        var messages = history.messages();
        var written = written(messages.reversed(), maxBytes).reversed();
        var shown = messages.subList(messages.size() - written.size(), messages.size());
        boolean hasMore = history.hasMore() || shown.size() < messages.size();
        var positions = shown.stream().map(one -> one.message().seq()).toList();
        return new HistoryPage(
                pieces(channel, written, hasMore, history.total(), List.of()),
                Replay.of(positions, history.through())); // changes lie between them, which the page does not hold
    }

    /// The same of what is in memory; null if it must be cut, or is not there.
    ///
    /// @param recent the messages to show, and one more if there are more
    static @Nullable HistoryPage endingWith(
            @Nullable RecentPage recent, RoomId.Channel channel, int limit, int maxBytes) {
        if (recent == null) {
            return null;
        }
        var messages = recent.messages();
        boolean hasMore = messages.size() > limit;
        var shown = hasMore ? messages.subList(1, messages.size()) : messages;
        var written = shown.stream().map(LogEntry::json).toList();
        if (written.stream().mapToInt(json -> json.length + 1).sum() > maxBytes) {
            return null;
        }
        var positions = shown.stream().map(LogEntry::seq).toList();
        return new HistoryPage(
                pieces(channel, written, hasMore, recent.total(), List.of()), Replay.of(positions, recent.logEnd()));
    }

    /// A page for one who was away.
    static HistoryPage of(CatchUp missed, RoomId.Channel channel) {
        return new HistoryPage(
                pieces(channel, missed.messages(), missed.hasMore(), missed.total(), missed.events()), missed.replay());
    }

    /// What a client that was sent this page knows.
    Replay replay() {
        return replay;
    }

    @Override
    public String eventName() {
        return "channel:history";
    }

    @Override
    public byte[] json() {
        return frame.payload();
    }

    /// One, whoever it is sent to.
    @Override
    public Frame frame() {
        return frame;
    }

    /// The first of `messages` that fit into a page, one at least.
    static List<byte[]> written(List<Remembered> messages, int maxBytes) {
        var written = new ArrayList<byte[]>(messages.size());
        int weight = 0;
        for (var message : messages) {
            var json = MessageJson.remembered(message);
            weight += json.length + 1;
            if (weight > maxBytes && !written.isEmpty()) {
                break;
            }
            written.add(json);
        }
        return written;
    }

    private static Pieces pieces(
            RoomId.Channel channel, List<byte[]> messages, boolean hasMore, long total, List<byte[]> events) {
        return new Pieces()
                .add("{\"channelId\":\"" + channel.channelId() + "\",\"messages\":")
                .array(messages)
                .add(",\"hasMore\":" + hasMore + ",\"total\":" + total + ",\"missed_events\":")
                .array(events)
                .add("}");
    }

    /// What this writes, for the contract's documents.
    ///
    /// @param missedEvents what was done meanwhile to messages that the client has; only if it said which
    record Shape(
            String channelId,
            List<MessageJson.InHistory> messages,
            boolean hasMore,
            long total,
            @JsonProperty("missed_events") List<CatchUp.Event> missedEvents) {}
}
