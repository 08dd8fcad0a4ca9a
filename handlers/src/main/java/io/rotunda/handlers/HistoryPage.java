package io.rotunda.handlers;

import io.rotunda.persistence.History;
import io.rotunda.persistence.Remembered;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;

/// `channel:history`: a stretch of a channel's messages, oldest first. What weighs more than a page may
/// is cut, with `hasMore`, and asked for again like anything else beyond the page.
final class HistoryPage implements Outgoing {
    private final byte[] json;
    private final Replay replay;

    private HistoryPage(RoomId.Channel channel, History history, List<byte[]> written, long from, long through) {
        this.json = json(channel, history, written);
        this.replay = new Replay(from, through, history.through());
    }

    /// A page that ends with the newest message read; when it must be cut, the oldest go.
    static HistoryPage endingWith(History history, RoomId.Channel channel, int maxBytes) {
        var messages = history.messages();
        var written = written(messages.reversed(), maxBytes).reversed();
        long from = written.isEmpty()
                ? 1
                : messages.get(messages.size() - written.size()).message().seq();
        return new HistoryPage(channel, history, written, from, history.through());
    }

    /// A page that starts with the oldest message read; when it must be cut, the newest go.
    static HistoryPage startingWith(History history, RoomId.Channel channel, int maxBytes) {
        var messages = history.messages();
        var written = written(messages, maxBytes);
        if (written.isEmpty()) {
            return new HistoryPage(channel, history, written, 1, 0);
        }
        boolean all = written.size() == messages.size() && !history.hasMore();
        long through = all
                ? history.through()
                : messages.get(written.size() - 1).message().seq();
        return new HistoryPage(
                channel, history, written, messages.getFirst().message().seq(), through);
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
        return json;
    }

    /// The first of `messages` that fit into a page, one at least.
    private static List<byte[]> written(List<Remembered> messages, int maxBytes) {
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

    private static byte[] json(RoomId.Channel channel, History history, List<byte[]> messages) {
        boolean hasMore =
                history.hasMore() || messages.size() < history.messages().size();
        var head = Texts.utf8("{\"channelId\":\"" + channel.channelId() + "\",\"messages\":[");
        var tail = Texts.utf8("],\"hasMore\":" + hasMore + ",\"total\":" + history.total() + "}");
        int commas = Math.max(0, messages.size() - 1);
        var page = new byte
                [head.length + messages.stream().mapToInt(json -> json.length).sum() + commas + tail.length];
        System.arraycopy(head, 0, page, 0, head.length);
        int at = head.length;
        for (var message : messages) {
            System.arraycopy(message, 0, page, at, message.length);
            at += message.length;
            page[at++] = ','; // the last one is overwritten by the tail
        }
        System.arraycopy(tail, 0, page, page.length - tail.length, tail.length);
        return page;
    }

    /// What this writes, for the contract's documents.
    record Shape(String channelId, List<MessageJson.InHistory> messages, boolean hasMore, long total) {}
}
