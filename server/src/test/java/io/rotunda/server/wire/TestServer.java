package io.rotunda.server.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.rotunda.server.conformance.EchoNamespaces;
import io.rotunda.server.shell.SocketIoShell;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The server under test, as it is in conformance mode. The suites know nothing of it but its address.
final class TestServer implements AutoCloseable {
    static final int PING_INTERVAL_MS = 300;
    static final int PING_TIMEOUT_MS = 200;
    static final int MAX_PAYLOAD = 1_000_000;

    private static final int OUTBOUND = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final InetSocketAddress address;
    private final Runnable stop;

    /// Any other server, to be closed with this.
    TestServer(SocketIoShell shell) {
        this(shell.address(), shell::close);
    }

    TestServer(InetSocketAddress address, Runnable stop) {
        this.address = address;
        this.stop = stop;
    }

    /// Nobody is cut for the time that a test takes.
    static WireSettings unhurried() {
        var patience = Duration.ofSeconds(25);
        return new WireSettings(
                patience,
                patience,
                patience,
                patience,
                patience,
                MAX_PAYLOAD,
                OUTBOUND,
                patience,
                1 << 30,
                1L << 30,
                0,
                1_000,
                10_000);
    }

    private static Wire conforming(Duration pingInterval, Duration pingTimeout) {
        var settings = new WireSettings(
                pingInterval,
                pingTimeout,
                Duration.ofSeconds(1),
                PATIENCE,
                PATIENCE,
                MAX_PAYLOAD,
                OUTBOUND,
                PATIENCE,
                OUTBOUND,
                1L << 30,
                0,
                1_000,
                10_000);
        return new Wire(
                settings,
                new Origins(true, false, Set.of()),
                new EchoNamespaces(),
                true,
                HttpExchange::notFound,
                () -> false);
    }

    private static TestServer serving(Consumer<Channel> install) {
        return new TestServer(new SocketIoShell("127.0.0.1", 0, 2, install));
    }

    /// With the heartbeat of the protocols' own suites.
    static TestServer start() {
        return serving(conforming(Duration.ofMillis(PING_INTERVAL_MS), Duration.ofMillis(PING_TIMEOUT_MS))::install);
    }

    /// With a heartbeat of many seconds: here a closed connection was closed for what its client did, not for a pong
    /// that came late.
    static TestServer patient() {
        return serving(patientWire()::install);
    }

    /// With a handler before all others, as one that encrypts would be.
    static TestServer behind(Supplier<ChannelHandler> handler) {
        var wire = patientWire();
        return serving(channel -> {
            channel.pipeline().addLast(handler.get());
            wire.install(channel);
        });
    }

    private static Wire patientWire() {
        return conforming(Duration.ofSeconds(25), Duration.ofSeconds(20));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    InetSocketAddress socketAddress() {
        return address;
    }

    @Override
    public void close() {
        stop.run();
    }
}
