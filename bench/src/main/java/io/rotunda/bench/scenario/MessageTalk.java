package io.rotunda.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.bench.client.Bytes;
import io.rotunda.bench.client.Mark;

/// `message:send`: committed, answered, and heard by everybody. 100 characters of content, and a mark in it.
final class MessageTalk implements Talk {
    private static final byte[] NEW = "message:new\"".getBytes(UTF_8);
    private static final byte[] SENT = "message:sent\"".getBytes(UTF_8);
    private static final String MARK = "~R" + "0".repeat(Mark.LENGTH - 2);
    private static final String WORDS =
            "the quick brown fox jumps over the lazy dog and runs away through the old town ";

    private final Layout layout;
    private final Mark mark = new Mark();
    private final Mark answered = new Mark();
    private final byte[][] packets;
    private final int content;
    private final int optimisticId;

    MessageTalk(Layout layout, Run run) {
        this.layout = layout;
        packets = new byte[layout.rooms()][];
        for (int room = 0; room < packets.length; room++) {
            packets[room] = packet("\"channelId\":\"" + run.room(room) + "\"");
        }
        content = Mark.scan(packets[0], 0, packets[0].length);
        optimisticId = Mark.scan(packets[0], content + 1, packets[0].length);
    }

    /// A message with two marks that are still empty.
    static byte[] packet(String room) {
        var text = (MARK + WORDS + WORDS).substring(0, 100);
        return "42[\"message:send\",{%s,\"content\":\"%s\",\"optimisticId\":\"%s\"}]"
                .formatted(room, text, MARK)
                .getBytes(UTF_8);
    }

    @Override
    public byte[] packet(int sender, int number) {
        var packet = packets[sender / layout.speakers()];
        Mark.write(packet, content, sender, number);
        Mark.write(packet, optimisticId, sender, number);
        return packet;
    }

    @Override
    public boolean echoes() {
        return true;
    }

    @Override
    public boolean isAnswered() {
        return true;
    }

    @Override
    public boolean isDelivery(byte[] bytes, int from, int to) {
        return Bytes.startsWith(bytes, from, to, NEW);
    }

    @Override
    public boolean isAnswer(byte[] bytes, int from, int to) {
        return Bytes.startsWith(bytes, from, to, SENT);
    }

    @Override
    public int sender(byte[] bytes, int from, int to) {
        int at = find(bytes, from, to);
        int sender = at < 0 ? -1 : Mark.sender(bytes, at);
        return sender < layout.senders() ? sender : -1;
    }

    @Override
    public int number(byte[] bytes, int from, int to) {
        return Mark.number(bytes, find(bytes, from, to));
    }

    private int find(byte[] bytes, int from, int to) {
        return (isAnswer(bytes, from, to) ? answered : mark).find(bytes, from, to);
    }
}
