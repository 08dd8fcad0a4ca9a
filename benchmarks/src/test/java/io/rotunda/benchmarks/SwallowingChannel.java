package io.rotunda.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/// A connection whose other side takes whatever is sent, at once, and counts it.
final class SwallowingChannel extends AbstractChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false);
    private static final SocketAddress ADDRESS = new LocalAddress("benchmark");

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private long swallowed;
    private final StringBuilder heard = new StringBuilder();
    private boolean listening = true;
    private boolean open = true;

    SwallowingChannel() {
        super(null);
    }

    /// How many bytes were sent.
    long swallowed() {
        return swallowed;
    }

    /// What was sent until now; what comes after that is not kept.
    String heard() {
        listening = false;
        return heard.toString();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        while (out.current() != null) {
            var bytes = (ByteBuf) out.current();
            swallowed += bytes.readableBytes();
            if (listening) {
                heard.append(bytes.toString(StandardCharsets.UTF_8));
            }
            out.remove();
        }
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new Unconnectable();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return true;
    }

    @Override
    protected SocketAddress localAddress0() {
        return ADDRESS;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return ADDRESS;
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void doDisconnect() {
        open = false;
    }

    @Override
    protected void doClose() {
        open = false;
    }

    @Override
    protected void doBeginRead() {
        // The benchmark says what comes.
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    private final class Unconnectable extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            promise.setFailure(new UnsupportedOperationException());
        }
    }
}
