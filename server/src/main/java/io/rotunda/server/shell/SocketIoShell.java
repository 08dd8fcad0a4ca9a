package io.rotunda.server.shell;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.namespace.NamespacesHub;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.epoll.Epoll;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// netty-socketio as a shell: it starts, configures and stops the server, and accepts connections. What
/// happens on a connection is installed by the caller; none of the library's own handlers stays.
public final class SocketIoShell implements AutoCloseable {
    private static final long GRACE_SECONDS = 5;

    private final Bare server;
    private final Pipeline pipeline;

    /// Starts listening.
    ///
    /// @param port 0 picks a free one
    /// @param eventLoops how many threads serve connections
    /// @param install puts the handlers of a new connection into its pipeline; called on its event loop
    /// @throws RuntimeException if the address cannot be listened on
    public SocketIoShell(String host, int port, int eventLoops, Consumer<Channel> install) {
        var configuration = new Configuration();
        configuration.setHostname(host);
        configuration.setPort(port);
        configuration.setBossThreads(1);
        configuration.setWorkerThreads(eventLoops);
        configuration.setUseLinuxNativeEpoll(Epoll.isAvailable());
        configuration.getSocketConfig().setReuseAddress(true);
        configuration.getSocketConfig().setAcceptBackLog(4096);
        server = new Bare(configuration);
        pipeline = new Pipeline(install);
        server.setPipelineFactory(pipeline);
        server.start();
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) server.listening.join().localAddress();
    }

    /// Takes no more connections; those that are open stay.
    public void stopAccepting() {
        server.listening.join().close().syncUninterruptibly();
    }

    /// Closes everything, within a few seconds. The library waits two seconds for each group of threads to
    /// stay quiet, which nobody needs: they are asked first to end without that.
    @Override
    public void close() {
        server.listening.join().close().syncUninterruptibly();
        endQuickly(server.listening.join());
        var served = pipeline.served;
        if (served != null) {
            endQuickly(served);
        }
        server.stop();
    }

    private static void endQuickly(Channel channel) {
        channel.eventLoop()
                .parent()
                .shutdownGracefully(0, GRACE_SECONDS, TimeUnit.SECONDS)
                .syncUninterruptibly();
    }

    /// The library's server with a way to its listening channel, which it keeps to itself.
    private static final class Bare extends SocketIOServer {
        private final CompletableFuture<Channel> listening = new CompletableFuture<>();

        Bare(Configuration configuration) {
            super(configuration);
        }

        @Override
        protected void applyConnectionOptions(ServerBootstrap bootstrap) {
            super.applyConnectionOptions(bootstrap);
            bootstrap.handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline().addFirst(new ListeningHandler(listening));
                }
            });
        }
    }

    private static final class ListeningHandler extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Channel> listening;

        ListeningHandler(CompletableFuture<Channel> listening) {
            this.listening = listening;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            listening.complete(ctx.channel());
            ctx.fireChannelActive();
        }
    }

    /// The library's initializer with all of its handlers left out.
    private static final class Pipeline extends SocketIOChannelInitializer {
        private final Consumer<Channel> install;

        /// Any connection: it leads to the threads that serve, which the library keeps to itself.
        private volatile @Nullable Channel served;

        Pipeline(Consumer<Channel> install) {
            this.install = install;
        }

        @Override
        public void start(Configuration configuration, NamespacesHub namespaces) {
            // its handlers, its timer and its store are not wanted
        }

        @Override
        protected void initChannel(Channel channel) {
            served = channel;
            install.accept(channel);
        }

        @Override
        public void stop() {
            // nothing was started
        }
    }
}
