package io.rotunda.server.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.util.concurrent.TimeUnit;

/// The end of a connection after its last answer: closing while the client still sends would reset it, and the answer
/// would be lost. Whoever reads drops what still comes.
final class LingeringClose {
    private static final long MILLIS = 1000;

    /// Of what was written before.
    static final ChannelFutureListener WHEN_SENT = sent -> after(sent.channel());

    private LingeringClose() {}

    private static void after(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
        channel.eventLoop().schedule(() -> channel.close(), MILLIS, TimeUnit.MILLISECONDS);
    }
}
