package io.rotunda.server.wire;

import io.rotunda.handlers.Remainder;
import java.util.List;

/// One event of a client, from when it came until it is handled.
final class ReceivedEvent implements Mailbox.Task {
    /// What an event costs beside its bytes, so that many tiny ones are bounded as well.
    private static final int OVERHEAD = 512;

    /// What is larger is not even read on the lane.
    private static final int MAX_PROMPT_BYTES = 16 << 10;

    private final Socket socket;
    private final SocketPacket packet;
    private final List<byte[]> attachments;
    private final int cost;

    ReceivedEvent(Socket socket, SocketPacket packet, List<byte[]> attachments) {
        this.socket = socket;
        this.packet = packet;
        this.attachments = attachments;
        int bytes = OVERHEAD + packet.json().length;
        for (var attachment : attachments) {
            bytes += attachment.length;
        }
        this.cost = bytes;
    }

    /// What it takes of the memory that a client's events may wait in.
    int cost() {
        return cost;
    }

    @Override
    public Remainder begin() {
        return cost <= MAX_PROMPT_BYTES
                ? socket.handle(packet, attachments)
                : new Remainder.Blocking(
                        () -> socket.handle(packet, attachments).finish());
    }

    @Override
    public void over() {
        socket.handled(cost);
    }
}
