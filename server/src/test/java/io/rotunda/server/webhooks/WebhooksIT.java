package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Database;
import io.rotunda.persistence.DatabaseUrl;
import io.rotunda.persistence.Draft;
import io.rotunda.persistence.Message;
import io.rotunda.persistence.MessageId;
import io.rotunda.persistence.Messages;
import io.rotunda.persistence.local.LocalPostgres;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.server.auth.Secret;
import io.rotunda.server.webhooks.ReceiverServer.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the receiver is told, by a real database and over real HTTP.
class WebhooksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Secret SECRET = new Secret("a secret that is long enough for us");
    private static final int PLENTY = 1_000_000;

    @TempDir
    private static Path data;

    private static LocalPostgres postgres;

    private final RoomId.Channel room =
            new RoomId.Channel("acme", UUID.randomUUID().toString());
    private final ReceiverServer receiver = new ReceiverServer();
    private Database database;
    private volatile Duration ahead = Duration.ZERO;

    WebhooksIT() throws Exception {}

    @BeforeAll
    static void start() throws Exception {
        postgres = LocalPostgres.start(data);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(url(), 5, (_, _) -> {}, true);
        execute("TRUNCATE outbox");
    }

    @AfterEach
    void close() {
        database.close();
        receiver.close();
    }

    @Test
    void whatIsSentIsToldOnceAndInTheOrderOfItsRoom() throws Exception {
        try (var _ = webhooks()) {
            var rooms = IntStream.range(0, 20)
                    .mapToObj(_ -> new RoomId.Channel("acme", UUID.randomUUID().toString()))
                    .toList();
            var sent = new ArrayList<Messages.Submission>();
            for (int i = 0; i < 30; i++) {
                for (var some : rooms) {
                    sent.add(messages().submit(draft(some, "message " + i), _ -> {}));
                }
            }
            sent.forEach(Messages.Submission::await);
            var last = new HashMap<String, Long>();
            for (int i = 0; i < sent.size(); i++) {
                var event = receiver.next();
                assertEquals("message:new", event.type());
                assertEquals("/hooks?from=rotunda", event.path());
                assertEquals(last.merge(event.room(), 1L, Long::sum), event.seq());
            }
            assertEquals(rooms.size(), last.size());
        }
        assertEquals(List.of(), receiver.rest());
        assertEquals(0, waiting());
    }

    @Test
    void aRoomWaitsForWhatWasNotAcceptedAndOthersGoOn() throws Exception {
        var refused = new AtomicInteger();
        receiver.answers(event -> event.content().equals("one") && refused.incrementAndGet() < 4 ? 500 : 200);
        try (var _ = webhooks()) {
            send(room, "one");
            send(room, "two");
            var other = send(new RoomId.Channel("acme", "other-" + UUID.randomUUID()), "elsewhere");
            var contents = List.of(
                    receiver.next().content(),
                    receiver.next().content(),
                    receiver.next().content());
            assertTrue(contents.contains(other.draft().content()));
            assertEquals(
                    List.of("one", "two"),
                    contents.stream().filter(c -> !c.equals("elsewhere")).toList());
            var attempts = receiver.received().stream()
                    .filter(e -> e.content().equals("one"))
                    .toList();
            assertEquals(4, attempts.size());
            assertEquals(1, attempts.stream().map(Event::id).distinct().count());
        }
    }

    @Test
    void aRoomHasItsTurnHoweverManyOthersKeepHavingMoreToTell() throws Exception {
        var busy = IntStream.range(0, Deliverer.AT_ONCE)
                .mapToObj(_ -> new RoomId.Channel("acme", UUID.randomUUID().toString()))
                .toList();
        var sent = new ArrayList<Messages.Submission>();
        for (int i = 0; i < 60; i++) {
            for (var some : busy) {
                sent.add(messages().submit(draft(some, "message"), _ -> {}));
            }
        }
        sent.forEach(Messages.Submission::await);
        var more = new AtomicBoolean(true);
        receiver.answers(event -> {
            if (more.get() && event.content().equals("message")) {
                send((RoomId.Timeline) RoomId.parse(event.room(), "acme"), "message");
            }
            return 200;
        });
        try (var _ = webhooks()) {
            receiver.next();
            send(room, "at last");
            var event = receiver.next();
            for (int i = 0; i < 20_000 && !event.content().equals("at last"); i++) {
                event = receiver.next();
            }
            assertEquals("at last", event.content());
            more.set(false);
        }
    }

    @Test
    void roomsThatTheReceiverRejectsKeepNobodyElseBack() throws Exception {
        receiver.answers(event -> event.content().equals("odd") ? 422 : 200);
        // A receiver that is down is tried again after a minute.
        var slow = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1), () -> 1.0);
        try (var webhooks =
                new Webhooks(settings(PLENTY), database.outbox(), PATIENCE, this::now, slow, HttpReceiver.TIMEOUT)) {
            for (int i = 1; i <= 8; i++) {
                send(new RoomId.Channel("acme", UUID.randomUUID().toString()), "odd");
                int failed = i;
                await(() -> webhooks.counts().failed() == failed);
            }
            send(room, "hi");
            assertEquals("hi", receiver.next().content());
        }
    }

    @Test
    void whoNoLongerDeliversKnowsNotHowMuchWaits() throws Exception {
        receiver.answers(_ -> 500);
        send(room, "one");
        Counts counts;
        try (var webhooks = webhooks()) {
            counts = webhooks.counts();
            await(() -> webhooks.counts().pending() == 1);
        }
        assertEquals(0, counts.pending());
        assertEquals(0, counts.oldestSeconds());
        assertEquals(1, waiting());
    }

    @Test
    void aReceiverThatWasAwayIsToldWhenItIsBack() throws Exception {
        int port = receiver.port();
        receiver.close();
        try (var webhooks = webhooks()) {
            var rooms = IntStream.range(0, 8)
                    .mapToObj(i -> new RoomId.Channel("acme", "away-" + i + UUID.randomUUID()))
                    .toList();
            rooms.forEach(some -> send(some, "hi"));
            await(() -> webhooks.counts().failed() >= 5);
            try (var back = new ReceiverServer(port)) {
                var told = new HashSet<String>();
                for (int i = 0; i < rooms.size(); i++) {
                    told.add(back.next().room());
                }
                assertEquals(rooms.size(), told.size());
            }
            await(() -> webhooks.counts().delivered() == rooms.size());
        }
    }

    @Test
    void aReceiverThatHangsKeepsNobodyFromSending() throws Exception {
        var hanging = new CountDownLatch(1);
        receiver.answers(_ -> {
            awaitQuietly(hanging);
            return 200;
        });
        try (var webhooks = webhooks()) {
            send(room, "one");
            await(() -> !receiver.received().isEmpty());
            send(room, "two"); // and returns
            assertEquals(0, webhooks.counts().delivered());
            hanging.countDown();
            assertEquals("one", receiver.next().content());
        }
    }

    @Test
    void aReceiverThatAnswersTooLateIsToldAgain() throws Exception {
        var hanging = new CountDownLatch(1);
        var asked = new AtomicInteger();
        receiver.answers(_ -> {
            if (asked.incrementAndGet() == 1) {
                awaitQuietly(hanging);
            }
            return 200;
        });
        try (var webhooks = webhooks(PLENTY, Duration.ofMillis(200))) {
            send(room, "one");
            var event = receiver.next();
            assertEquals(
                    List.of(event.id(), event.id()),
                    receiver.received().stream().map(Event::id).toList());
            assertEquals(1, webhooks.counts().failed());
        } finally {
            hanging.countDown();
        }
    }

    @Test
    void aRedirectionIsNotFollowed() throws Exception {
        var asked = new AtomicInteger();
        receiver.answers(_ -> asked.incrementAndGet() == 1 ? 307 : 200);
        try (var _ = webhooks()) {
            send(room, "one");
            receiver.next();
            assertEquals(
                    Set.of("/hooks?from=rotunda"),
                    new HashSet<>(receiver.received().stream().map(Event::path).toList()));
            assertEquals(2, receiver.received().size());
        }
    }

    @Test
    void whatWasNotAcceptedForADayIsGivenUpAndTheReceiverIsToldOfTheGap() throws Exception {
        receiver.answers(event -> event.type().equals("webhook:gap") ? 200 : 500);
        try (var webhooks = webhooks()) {
            send(room, "one");
            send(room, "two");
            await(() -> webhooks.counts().failed() > 0);
            ahead = Upkeep.GIVE_UP.plusSeconds(1);
            var gap = receiver.next();
            assertEquals(room.wireName(), gap.room());
            assertEquals(1, gap.json().at("/data/fromSeq").asLong());
            assertEquals(2, gap.json().at("/data/toSeq").asLong());
            await(() -> webhooks.counts().givenUp() == 2);
            receiver.accepts();
            send(room, "three");
            assertEquals("three", receiver.next().content());
        }
    }

    @Test
    void ofTooManyTheOldestGiveWayAndTheReceiverIsToldWhich() throws Exception {
        IntStream.rangeClosed(1, 10).forEach(i -> send(room, "message " + i));
        try (var webhooks = webhooks(3, HttpReceiver.TIMEOUT)) {
            var gap = receiver.next();
            assertEquals("webhook:gap", gap.type());
            assertEquals(7, gap.json().at("/data/lost").asLong());
            assertEquals(7, gap.json().at("/data/toSeq").asLong());
            for (long seq = 8; seq <= 10; seq++) {
                assertEquals(seq, receiver.next().seq());
            }
            assertEquals(7, webhooks.counts().givenUp());
        }
    }

    @Test
    void thatItIsNotKnownHowMuchWaitsKeepsNobodyFromBeingTold() throws Exception {
        send(room, "one");
        try (var lease = Objects.requireNonNull(database.outbox().claim());
                var blocking = connect();
                var statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE");
            var upkeep = new Upkeep(PLENTY, new Counts(), this::now);
            upkeep.look(lease);
            assertTrue(upkeep.next() - System.nanoTime() > 0);
            blocking.rollback();
            assertEquals(1, lease.lines(Long.MIN_VALUE, 10).size());
        }
    }

    @Test
    void whatHappensInARoomIsToldInItsOrder() throws Exception {
        try (var webhooks = webhooks()) {
            var call = new RoomId.Call("acme", "standup");
            var watch = webhooks.watch();
            send(room, "before");
            assertEquals("before", receiver.next().content());
            watch.occupied(new RoomId.Org("acme")); // is not told: presence says it
            watch.happened(room, frame("channel:join")); // neither: it is no call
            watch.occupied(room);
            assertEquals("room:occupied " + room.wireName(), named(receiver.next()));
            watch.occupied(call);
            watch.happened(call, frame("call:participant_joined"));
            watch.vacated(call);
            assertEquals("room:occupied call:standup", named(receiver.next()));
            assertEquals("call:participant_joined call:standup", named(receiver.next()));
            assertEquals("room:vacated call:standup", named(receiver.next()));
            watch.happened(new RoomId.Org("acme"), frame("presence:update"));
            assertEquals("presence:update org:acme", named(receiver.next()));
        }
    }

    @Test
    void aLostConnectionToTheDatabaseIsMadeAnewAndNothingIsToldTwice() throws Exception {
        try (var _ = webhooks()) {
            send(room, "one");
            assertEquals("one", receiver.next().content());
            execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
            send(room, "two");
            assertEquals("two", receiver.next().content());
        }
        assertEquals(2, receiver.received().size());
    }

    @Test
    void ofTwoProcessesOneTellsAndTheOtherTakesOver() throws Exception {
        try (var other = Database.open(url(), 2, (_, _) -> {}, true);
                var _ = webhooks(other)) {
            try (var _ = webhooks()) {
                for (int i = 1; i <= 20; i++) {
                    send(room, "message " + i);
                }
                for (int i = 1; i <= 20; i++) {
                    assertEquals(i, receiver.next().seq());
                }
            }
            send(room, "last");
            assertEquals("last", receiver.next().content());
        }
        assertEquals(21, receiver.received().size());
    }

    @Test
    void whatIsUnderWayAtTheEndIsFinishedAndTheRestStays() throws Exception {
        var hanging = new CountDownLatch(1);
        receiver.answers(_ -> {
            awaitQuietly(hanging);
            return 200;
        });
        var webhooks = webhooks();
        IntStream.rangeClosed(1, 5).forEach(i -> send(room, "message " + i));
        await(() -> !receiver.received().isEmpty());
        var closing = Thread.ofVirtual().start(webhooks::close);
        await(() -> closing.getState() == Thread.State.TIMED_WAITING);
        hanging.countDown();
        closing.join();
        int told = receiver.received().size();
        assertEquals(told, receiver.rest().size());
        assertEquals(5 - told, waiting());
        try (var _ = webhooks()) {
            for (int i = 1; i <= 5; i++) {
                assertEquals(i, receiver.next().seq());
            }
        }
    }

    @Test
    void whoLeavesTellsNothingMoreAndNotesWhatHappens() throws Exception {
        try (var webhooks = webhooks()) {
            send(room, "one");
            assertEquals("one", receiver.next().content());
            await(() -> webhooks.counts().delivered() == 1);
            webhooks.leave();
            webhooks.watch().occupied(room);
            send(room, "two");
        }
        assertEquals(1, receiver.received().size());
        assertEquals(2, waiting());
    }

    @Test
    void aHangingReceiverDoesNotKeepTheProcessFromEnding() throws Exception {
        var hanging = new CountDownLatch(1);
        receiver.answers(_ -> {
            awaitQuietly(hanging);
            return 200;
        });
        try {
            var webhooks = new Webhooks(
                    settings(PLENTY), database.outbox(), Duration.ofMillis(1), this::now, backoff(), PATIENCE);
            send(room, "one");
            await(() -> !receiver.received().isEmpty());
            webhooks.close();
            assertEquals(1, waiting());
        } finally {
            hanging.countDown();
        }
    }

    @Test
    void theTimeAndTheBodyAreSigned() throws Exception {
        try (var _ = webhooks()) {
            send(room, "signed");
            var event = receiver.next();
            var signature = event.signature();
            assertTrue(signature.matches("t=[0-9]+,v1=[0-9a-f]{64}"), signature);
            long seconds = Long.parseLong(signature.substring(2, signature.indexOf(',')));
            var body = event.body().getBytes(StandardCharsets.UTF_8);
            assertEquals(signature, Signature.of(SECRET, seconds, body));
            assertFalse(signature.equals(Signature.of(SECRET, seconds + 1, body)));
        }
    }

    @Test
    void aKnownSignatureIsAsEveryImplementationMakesIt() {
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac "$SECRET"
        assertEquals(
                "t=1700000000,v1=2156589e407537b2936356b196e0cfefd40813690fabff3bcd6490b09eed6737",
                Signature.of(SECRET, 1_700_000_000, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void ofTheUrlOnlyWhereItLeadsIsShown() {
        var url = URI.create("https://ann:s3cret@example.com:8443/hooks/s3cret?key=s3cret");
        assertEquals("https://example.com:8443", new WebhookSettings(url, SECRET, 1).toString());
    }

    private static String named(Event event) {
        return event.type() + " " + event.room();
    }

    private static Frame frame(String event) {
        return Frame.transientEvent(event, "{}".getBytes(StandardCharsets.UTF_8));
    }

    private Webhooks webhooks() {
        return webhooks(PLENTY, HttpReceiver.TIMEOUT);
    }

    private Webhooks webhooks(Database over) {
        return new Webhooks(settings(PLENTY), over.outbox(), PATIENCE, this::now, backoff(), HttpReceiver.TIMEOUT);
    }

    private Webhooks webhooks(int maxPending, Duration timeout) {
        return new Webhooks(settings(maxPending), database.outbox(), PATIENCE, this::now, backoff(), timeout);
    }

    private WebhookSettings settings(int maxPending) {
        return new WebhookSettings(receiver.url(), SECRET, maxPending);
    }

    private static Backoff backoff() {
        return new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), () -> 0.5);
    }

    private Instant now() {
        return Clock.systemUTC().instant().plus(ahead);
    }

    private Messages messages() {
        return database.stores().messages();
    }

    private Message send(RoomId.Timeline to, String content) {
        return ((Messages.Appended.Committed) messages().append(draft(to, content), _ -> {})).message();
    }

    private static Draft draft(RoomId.Timeline to, String content) {
        var user = new RoomId.User("acme", "ann");
        return new Draft(
                new MessageId(UUID.randomUUID()), to, user, "Ann", content, "text", null, "[]", "[]", null, null, null);
    }

    private static DatabaseUrl url() {
        return postgres.url();
    }

    private static long waiting() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM outbox")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws SQLException {
        try {
            var password = Files.readString(data.resolve("postgres/password")).strip();
            var port = Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                    .get(3);
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable", "rotunda", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited in vain");
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
