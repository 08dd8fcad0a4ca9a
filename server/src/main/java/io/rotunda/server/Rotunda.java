package io.rotunda.server;

import io.rotunda.handlers.Backend;
import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.EventCounts;
import io.rotunda.handlers.Transcriber;
import io.rotunda.handlers.schema.AsyncApi;
import io.rotunda.handlers.schema.OpenApi;
import io.rotunda.persistence.Database;
import io.rotunda.persistence.DatabaseUrl;
import io.rotunda.persistence.local.LocalPostgres;
import io.rotunda.rooms.RoomWatch;
import io.rotunda.rooms.Rooms;
import io.rotunda.server.admin.AdminNamespace;
import io.rotunda.server.admin.Credentials;
import io.rotunda.server.auth.GuardedTokens;
import io.rotunda.server.auth.JwtTokens;
import io.rotunda.server.config.Settings;
import io.rotunda.server.config.Settings.Mode;
import io.rotunda.server.conformance.EchoNamespaces;
import io.rotunda.server.emitters.Emitters;
import io.rotunda.server.http.ApiCalls;
import io.rotunda.server.http.ApiKeys;
import io.rotunda.server.http.ApiRoutes;
import io.rotunda.server.http.ContractPage;
import io.rotunda.server.http.Endpoints;
import io.rotunda.server.http.MetricsPage;
import io.rotunda.server.http.Site;
import io.rotunda.server.shell.SocketIoShell;
import io.rotunda.server.transcription.HttpTranscriber;
import io.rotunda.server.webhooks.Webhooks;
import io.rotunda.server.wire.HttpExchange;
import io.rotunda.server.wire.Namespaces;
import io.rotunda.server.wire.Wire;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One running server. Everything is put together here, by hand.
public final class Rotunda implements AutoCloseable {
    /// Without tokens nobody is waited for: the suites look whether a silent connection is closed.
    private static final Duration CONFORMANCE_CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /// How long a call of a back end is waited for when the server goes.
    private static final Duration CALLS_PATIENCE = Duration.ofSeconds(6);

    private final Settings settings;
    private final Capacity capacity;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Wire wire;
    private final SocketIoShell shell;
    private volatile boolean draining;
    private @Nullable Backend backend;

    /// What takes on nothing more from when clients are let go.
    private final List<Part> leaving = new ArrayList<>();

    /// What was started and is to be closed.
    @FunctionalInterface
    private interface Part {
        void close();
    }

    private Rotunda(Settings settings) throws GeneralSecurityException, IOException {
        this.settings = settings;
        this.capacity = new Capacity(settings);
        try {
            wire = settings.mode() == Mode.CONFORMANCE ? conformance() : serving();
            shell = new SocketIoShell(
                    settings.listen().host().name(), settings.listen().port(), Capacity.loops(), wire::install);
        } catch (RuntimeException | Error | GeneralSecurityException | IOException failure) {
            closeParts();
            throw failure;
        }
    }

    /// Starts serving; returns when clients can come.
    ///
    /// @throws GeneralSecurityException, IOException if a configured key cannot verify tokens
    /// @throws IOException if the embedded database cannot be started
    /// @throws RuntimeException if the database cannot be used or the address cannot be listened on
    public static Rotunda start(Settings settings) throws GeneralSecurityException, IOException {
        return new Rotunda(settings);
    }

    /// The port that it listens on.
    public int port() {
        return shell.address().getPort();
    }

    /// The way in for code of this process.
    ///
    /// @throws IllegalStateException in conformance mode, which has no rooms
    Backend backend() {
        if (backend == null) {
            throw new IllegalStateException("conformance mode has no rooms");
        }
        return backend;
    }

    /// What is told of its connections.
    Wire wire() {
        return wire;
    }

    /// Returns when [#close] has finished.
    public void awaitShutdown() throws InterruptedException {
        closed.await();
    }

    /// Lets the clients go, commits what is on its way, and gives everything back; idempotent, from any thread. Until
    /// the end whoever asks `/readyz` hears that this server is going.
    @Override
    public synchronized void close() {
        if (closed.getCount() == 0) {
            return;
        }
        draining = true;
        if (backend != null) {
            backend.stopAsking(); // while the users can still hear it, and whoever asked has time to ask elsewhere
        }
        try {
            leaving.forEach(Part::close);
            wire.drain(settings.drain());
        } finally {
            try {
                closeParts();
            } finally {
                closeShell();
            }
        }
    }

    private void closeShell() {
        try {
            shell.close();
        } finally {
            closed.countDown();
        }
    }

    private Wire serving() throws GeneralSecurityException, IOException {
        var clock = Clock.systemUTC();
        var tokens = new GuardedTokens(new JwtTokens(settings.tokens(), clock));
        var metrics = new NodeMetrics();
        var database = Database.open(
                databaseUrl(), settings.database().poolSize(), metrics.commits(), settings.webhooks() != null);
        parts.push(database::close);
        var webhooks = webhooks(database, clock);
        var rooms = new Rooms(capacity.keeping(clock), webhooks == null ? RoomWatch.NONE : webhooks.watch());
        var limits = capacity.limits();
        var dispatcher = Dispatcher.of(rooms, database.stores(), tokens, transcriber(), limits, clock);
        backend = dispatcher.backend();
        parts.push(dispatcher::close);
        parts.push(new Ticker(dispatcher::tick)::close);
        var emitters = emitters(dispatcher.backend(), limits.historyBytes());
        if (emitters != null) {
            metrics.describe(emitters);
        }
        var connections = new UserConnections(settings.listen().maxConnectionsPerUser());
        var clients = new ClientNamespace(tokens, connections, dispatcher, settings.tokenInQuery());
        var pages = new MetricsPage(
                metrics::text,
                settings.listen().apiKeys(),
                new ContractPage(
                        Map.of(
                                "/asyncapi.yaml",
                                AsyncApi.yaml(dispatcher.contract()),
                                "/openapi.yaml",
                                OpenApi.yaml(backend.api().contract())),
                        new Site()));
        var endpoints = new Endpoints(() -> draining, database::healthy, database::durabilityOff, clock, pages);
        var apiCalls = new ApiCalls(tokens, settings.transport().maxPayloadBytes());
        parts.push(() -> apiCalls.await(CALLS_PATIENCE));
        var namespaces = new ConcurrentHashMap<String, Namespaces.Namespace>();
        namespaces.put(Namespaces.MAIN, clients);
        var clientsWire = new Wire(
                capacity.wire(CONNECT_TIMEOUT),
                settings.listen().origins(),
                namespaces::get,
                false,
                new ApiRoutes(
                        backend.api(),
                        new ApiKeys(settings.listen().backEndKeys()),
                        apiCalls,
                        settings.listen().origins(),
                        () -> draining,
                        endpoints),
                database::crowded,
                metrics.writing());
        if (settings.admin() != null) {
            var admin = admin(settings.admin(), dispatcher, metrics.sent(), clientsWire, clock);
            namespaces.put(AdminNamespace.NAME, admin);
            metrics.describe(admin);
        }
        metrics.describe(database);
        metrics.describe(webhooks);
        metrics.describe(dispatcher, rooms);
        metrics.describe(clientsWire, () -> draining);
        return clientsWire;
    }

    private AdminNamespace admin(
            Credentials credentials, Dispatcher dispatcher, EventCounts sent, Wire clients, Clock clock) {
        var admin = new AdminNamespace(
                credentials,
                settings.log().node().text(),
                dispatcher,
                sent,
                clients,
                settings.transport().outboundBufferBytes(),
                clock);
        parts.push(admin::close);
        parts.push(new Ticker(admin::tick)::close);
        return admin;
    }

    private @Nullable Webhooks webhooks(Database database, Clock clock) {
        var configured = settings.webhooks();
        if (configured == null) {
            return null;
        }
        var webhooks = new Webhooks(configured, database.outbox(), clock);
        parts.push(webhooks::close);
        leaving.add(webhooks::leave);
        return webhooks;
    }

    /// Null if back ends may not publish through Redis.
    private @Nullable Emitters emitters(Backend forBackEnds, int maxEventBytes) {
        if (settings.redis() == null || !settings.emitters()) {
            return null;
        }
        var emitters = new Emitters(settings.redis(), forBackEnds, maxEventBytes);
        parts.push(emitters::close);
        leaving.add(emitters::leave);
        emitters.start();
        return emitters;
    }

    private Transcriber transcriber() {
        var configured = settings.transcriber();
        if (configured == null) {
            return Transcriber.NONE;
        }
        var transcriber = new HttpTranscriber(configured);
        parts.push(transcriber::close);
        return transcriber;
    }

    private Wire conformance() {
        var endpoints = new Endpoints(() -> draining, () -> true, Set::of, Clock.systemUTC(), HttpExchange::notFound);
        return new Wire(
                capacity.wire(CONFORMANCE_CONNECT_TIMEOUT),
                settings.listen().origins(),
                new EchoNamespaces(),
                true,
                endpoints,
                () -> false);
    }

    private DatabaseUrl databaseUrl() throws IOException {
        var configured = settings.database().url();
        if (configured != null) {
            return configured;
        }
        var local = LocalPostgres.start(settings.dataDir());
        parts.push(local::close);
        return local.url();
    }

    /// Each of them, whatever becomes of the others.
    private void closeParts() {
        if (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } finally {
                closeParts();
            }
        }
    }
}
