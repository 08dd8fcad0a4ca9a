package io.rotunda.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.bench.client.Bytes;
import io.rotunda.bench.client.Identity;

/// `typing:start`: nothing is kept, and everybody else hears it. It bears no number, so that only how many come is
/// known.
final class TypingTalk implements Talk {
    private static final byte[] NAME = "typing:start\"".getBytes(UTF_8);

    private final Layout layout;
    private final byte[][] packets;

    TypingTalk(Layout layout, Run run) {
        this.layout = layout;
        packets = new byte[layout.rooms()][];
        for (int room = 0; room < packets.length; room++) {
            packets[room] = "42[\"typing:start\",{\"channelId\":\"%s\"}]"
                    .formatted(run.room(room))
                    .getBytes(UTF_8);
        }
    }

    @Override
    public byte[] packet(int sender, int number) {
        return packets[sender / layout.speakers()];
    }

    @Override
    public boolean echoes() {
        return false;
    }

    @Override
    public boolean isAnswered() {
        return false;
    }

    @Override
    public boolean isDelivery(byte[] bytes, int from, int to) {
        return Bytes.startsWith(bytes, from, to, NAME);
    }

    @Override
    public boolean isAnswer(byte[] bytes, int from, int to) {
        return false;
    }

    @Override
    public int sender(byte[] bytes, int from, int to) {
        int client = Identity.numberIn(bytes, from, to);
        return client >= 0 && client < layout.clients() && layout.speaks(client) ? layout.senderOf(client) : -1;
    }

    @Override
    public int number(byte[] bytes, int from, int to) {
        return -1;
    }
}
