package io.rotunda.server.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.rotunda.rooms.Connection;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import org.jspecify.annotations.Nullable;

/// The frame that was delivered last on a loop, in the forms that the members there needed. A broadcast is delivered
/// to all its members on a loop in a row, so one place is enough. A large payload is shared by all who are sent it,
/// whatever position stands behind it. Touched on its loop only.
final class Encoded {
    /// From here on a copy costs more than three writes.
    private static final int LARGE = 16 << 10;

    private static final byte[] NO_OFFSET = {};

    private final Lane lane;
    private final WireWatch watch;
    private @Nullable Frame frame;

    /// How many were sent the frame.
    private int clients;

    private long position;
    private @Nullable ByteBuf message;
    private byte @Nullable [] text;
    private @Nullable Frame large;
    private @Nullable ByteBuf payload;

    Encoded(Lane lane, WireWatch watch) {
        this.lane = lane;
        this.watch = watch;
    }

    /// Writes the WebSocket message for `next`.
    ///
    /// @return how many bytes are kept for this client alone, until the next one is sent the same
    /// @throws OutOfMemoryError if there is no room for it; then nothing was written
    int write(Channel channel, Frame next, long at) {
        share(next, at);
        if (!next.attachments().isEmpty()) {
            return writeBinary(channel, next, at);
        }
        if (next.size() > LARGE) {
            return writeLarge(channel, next, at);
        }
        if (message == null) {
            message = Encoding.webSocket(channel.alloc(), next, offset(at));
        }
        int own = own(message);
        write(channel, message.retainedDuplicate());
        return own;
    }

    /// All in one piece of memory: the client is sent it whole or not at all.
    private int writeBinary(Channel channel, Frame next, long at) {
        if (message == null) {
            message = Encoding.webSocketBinary(channel.alloc(), next, offset(at));
        }
        int own = own(message);
        write(channel, message.retainedDuplicate());
        return own;
    }

    private int writeLarge(Channel channel, Frame next, long at) {
        var offset = offset(at);
        if (message == null) {
            message = Encoding.around(channel.alloc(), next, offset);
        }
        var middle = payload(channel, next);
        int own = own(message) + own(middle);
        int tail = offset.length + 1;
        int head = message.readableBytes() - tail;
        write(channel, message.retainedSlice(0, head));
        write(channel, middle.retainedDuplicate());
        write(channel, message.retainedSlice(head, tail));
        return own;
    }

    /// What the pipeline would do with it in the end: nothing there wants to see what is ready for the wire.
    private static void write(Channel channel, ByteBuf ready) {
        var unsafe = channel.unsafe();
        unsafe.write(ready, unsafe.voidPromise());
    }

    /// The Engine.IO packet for `next` as polling sends it.
    byte[] text(Frame next, long at) {
        share(next, at);
        if (text == null) {
            text = Encoding.text(next, offset(at));
        }
        return text;
    }

    /// Keeps nothing but a payload that somebody has not read yet: it is there anyhow.
    void forget() {
        forgetMessage();
        if (payload != null && payload.refCnt() == 1) {
            forgetPayload();
        }
    }

    /// Keeps nothing.
    void forgetAll() {
        forgetMessage();
        forgetPayload();
    }

    private ByteBuf payload(Channel channel, Frame next) {
        if (payload == null || large != next) {
            forgetPayload();
            payload = Encoding.write(channel.alloc().directBuffer(next.size()), next);
            large = next;
        }
        return payload;
    }

    private void share(Frame next, long at) {
        if (frame != next || position != at) {
            forgetMessage();
            frame = next;
            position = at;
        }
        clients++;
    }

    private byte[] offset(long at) {
        return at == 0 ? NO_OFFSET : Encoding.ascii(",\"" + Connection.offset(lane, at) + "\"");
    }

    private static int own(ByteBuf buffer) {
        return buffer.refCnt() == 1 ? buffer.readableBytes() : 0;
    }

    private void forgetMessage() {
        if (message != null) {
            message.release();
            message = null;
        }
        text = null;
        if (frame != null) {
            watch.delivered(frame.event(), clients);
        }
        clients = 0;
        frame = null;
    }

    private void forgetPayload() {
        if (payload != null) {
            payload.release();
            payload = null;
        }
        large = null;
    }
}
