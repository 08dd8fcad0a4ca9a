package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Database;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.Outbox;
import io.rotunda.persistence.Timelines;
import io.rotunda.persistence.local.LocalPostgres;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.auth.Secret;
import io.rotunda.server.chaos.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A room, somebody who sends to it, and a receiver of webhooks. The PostgreSQL is one for all
/// in this process who have such a scene.
final class WebhookScene implements BeforeEachCallback, AfterEachCallback {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Secret SECRET = new Secret("a secret that is long enough for us");
    static final int PLENTY = 1_000_000;

    final RoomId.Channel room = channel();
    final ReceiverServer receiver;

    /// How much later it is than it is.
    volatile Duration ahead = Duration.ZERO;

    private @Nullable Database database;

    WebhookScene() {
        try {
            receiver = new ReceiverServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        database = open();
        execute("TRUNCATE outbox");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        database().close();
        receiver.close();
    }

    static Database open() {
        return Database.open(Server.POSTGRES.url(), 5, (_, _) -> {}, true);
    }

    static RoomId.Channel channel() {
        return new RoomId.Channel("acme", UUID.randomUUID().toString());
    }

    Webhooks webhooks() {
        return webhooks(PLENTY, HttpReceiver.TIMEOUT);
    }

    Webhooks webhooks(Database over) {
        return new Webhooks(settings(PLENTY), over.outbox(), PATIENCE, this::now, backoff(), HttpReceiver.TIMEOUT);
    }

    Webhooks webhooks(int maxPending, Duration timeout) {
        return new Webhooks(settings(maxPending), outbox(), PATIENCE, this::now, backoff(), timeout);
    }

    WebhookSettings settings(int maxPending) {
        return new WebhookSettings(receiver.url(), SECRET, maxPending);
    }

    static Backoff backoff() {
        return new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), () -> 0.5);
    }

    Instant now() {
        return Clock.systemUTC().instant().plus(ahead);
    }

    private Database database() {
        return Objects.requireNonNull(database);
    }

    Outbox outbox() {
        return database().outbox();
    }

    Timelines timelines() {
        return database().stores().timelines();
    }

    Messages messages() {
        return database().stores().messages();
    }

    Message send(RoomId.Timeline to, String content) {
        return ((Messages.Appended.Committed) messages().append(draft(to, content), _ -> {})).message();
    }

    static Draft draft(RoomId.Timeline to, String content) {
        var user = new RoomId.User("acme", "ann");
        return new Draft(
                new MessageId(UUID.randomUUID()), to, user, "Ann", content, "text", null, "[]", "[]", null, null, null);
    }

    /// How much is in the outbox, gaps too.
    static long waiting() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM outbox")) {
            row.next();
            return row.getLong(1);
        }
    }

    static void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection connect() throws SQLException {
        try {
            var password =
                    Files.readString(Server.DATA.resolve("postgres/password")).strip();
            var port = Files.readAllLines(Server.DATA.resolve("postgres/data/postmaster.pid"))
                    .get(3);
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable", "rotunda", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static void await(BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited in vain");
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static final class Server {
        private static final Path DATA = Path.of("target", "webhooks-" + Integer.getInteger("rotunda.test.fork", 1));
        private static final LocalPostgres POSTGRES = start();

        private static LocalPostgres start() {
            try {
                Programs.linkInto(DATA);
                var postgres = LocalPostgres.start(DATA);
                Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
                execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"); // of tests that ran before
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
