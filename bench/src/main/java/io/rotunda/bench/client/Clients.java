package io.rotunda.bench.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// All clients of one run of a scenario, and the event loop that they share.
public final class Clients implements AutoCloseable {
    private static final long ASKING_MS = 20;

    /// How many shake hands at a time.
    private static final int CONCURRENT = 64;

    /// Until a server that refused somebody is asked again.
    private static final int PAUSE_MILLIS = 500;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final Transport transport;
    private final List<Client> all = new ArrayList<>();
    private final Queue<Client> waiting = new ArrayDeque<>();
    private final Reading reading = new Reading();
    private int opening;
    private CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);
    private @Nullable String failure;

    /// How clients reach the server.
    public enum Transport {
        WEBSOCKET,
        POLLING
    }

    /// @param port where the server listens on this machine
    /// @param transport of the clients that do not ask for another
    public Clients(int port, Transport transport) {
        this.transport = transport;
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends SocketChannel> channel = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        group = new MultiThreadIoEventLoopGroup(1, io);
        loop = group.next();
        bootstrap = new Bootstrap()
                .group(group)
                .channel(channel)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 20_000)
                .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    /// The loop that everything runs on.
    public EventLoop loop() {
        return loop;
    }

    /// A client that is not connected yet.
    public Client client(Identity identity, @Nullable String entry, Listener listener) {
        return client(identity, entry, listener, transport);
    }

    /// As [#client(Identity, String, Listener)], on a certain transport.
    public Client client(Identity identity, @Nullable String entry, Listener listener, Transport wanted) {
        return new Client(identity, entry, listener, this, wanted);
    }

    /// Opens these, a few at a time, and waits until all of them are ready.
    ///
    /// @return the seconds that it took
    public double open(List<Client> clients, Duration patience) throws InterruptedException {
        long start = System.nanoTime();
        var done = onLoop(() -> {
            opened = new CompletableFuture<>();
            all.addAll(clients);
            waiting.addAll(clients);
            openMore();
            return opened;
        });
        try {
            done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("clients did not get in within " + patience, e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /// Runs something on the loop and waits for it.
    public <T> T onLoop(Callable<T> task) throws InterruptedException {
        try {
            return loop.submit(task).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Waits until something is so on the loop. It is asked for seldom, because whoever asks takes the loop's time.
    ///
    /// @return false if the patience was over before
    /// @throws IllegalStateException if a client was refused or lost meanwhile
    public boolean await(Callable<Boolean> condition, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!onLoop(condition)) {
            check();
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(ASKING_MS);
        }
        return true;
    }

    /// Looks whether all are still there.
    ///
    /// @throws IllegalStateException if a client was refused or lost
    public void check() throws InterruptedException {
        var why = onLoop(() -> failure == null ? "" : failure);
        if (!why.isEmpty()) {
            throw new IllegalStateException(why);
        }
    }

    @Override
    public void close() {
        loop.execute(() -> all.forEach(Client::close));
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    void connect(ChannelHandler handler, Client client) {
        bootstrap.clone().handler(handler).connect().addListener(connected -> {
            if (!connected.isSuccess()) {
                client.failed(String.valueOf(connected.cause()));
            }
        });
    }

    Link link(Client client, Transport wanted) {
        return switch (wanted) {
            case WEBSOCKET -> new WebSocketLink(client, this, reading);
            case POLLING -> new PollingLink(client, this);
        };
    }

    void again(Client client) {
        loop.schedule(client::start, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    void ready() {
        opening--;
        openMore();
    }

    void failed(Client client, String why) {
        if (failure == null) {
            failure = "client " + client.number() + ": " + why;
        }
        opened.completeExceptionally(new IllegalStateException(failure));
    }

    private void openMore() {
        while (opening < CONCURRENT && !waiting.isEmpty()) {
            opening++;
            waiting.remove().start();
        }
        if (opening == 0) {
            opened.complete(null);
        }
    }
}
