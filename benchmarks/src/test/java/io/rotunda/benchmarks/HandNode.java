package io.rotunda.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.handlers.Dispatcher;
import io.rotunda.handlers.Inbound;
import io.rotunda.handlers.Limits;
import io.rotunda.handlers.Malformed;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Role;
import io.rotunda.handlers.Session;
import io.rotunda.handlers.Tokens;
import io.rotunda.handlers.Transcriber;
import io.rotunda.persistence.Stores;
import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.Rooms;
import io.rotunda.rooms.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Handlers and rooms without a wire, on the caller's thread, with stores in memory.
public final class HandNode {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final HandLane lane = new HandLane();
    private final Dispatcher dispatcher;
    private long answered;

    public HandNode() {
        this(UnaryOperator.identity());
    }

    /// @param watched stands in front of the stores
    public HandNode(UnaryOperator<Stores> watched) {
        dispatcher = Dispatcher.of(
                new Rooms(new Rooms.Keeping(Duration.ofSeconds(10), Duration.ofSeconds(10), 1 << 20, CLOCK)),
                watched.apply(new MemoryStores(CLOCK).stores()),
                _ -> {
                    throw new Tokens.Refused(Tokens.Reason.AUTH_INVALID, "nobody asks");
                },
                Transcriber.NONE,
                Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 768 * 1024),
                CLOCK);
    }

    /// A new client of a user of the organization `acme`.
    public Session enters(String userId) {
        var principal = new Principal(userId, "Name of " + userId, "acme", Set.of("c1"), Role.MEMBER, FAR);
        var session = dispatcher.open(new DeafClient(principal.user(), lane), principal);
        lane.run();
        return session;
    }

    /// An event with a callback, and all that comes of it.
    ///
    /// @return how many callbacks were called until now
    public long says(Session session, byte[] event) {
        Waiting.allow(); // this thread may have run a loop before
        try {
            dispatcher
                    .begin(session, new Inbound(event, List.of(), this::answered))
                    .finish();
        } catch (Malformed malformed) {
            throw new IllegalArgumentException(malformed);
        }
        lane.run();
        return answered;
    }

    public void leaves(Session session) {
        dispatcher.close(session, "over");
        lane.run();
    }

    /// How many tasks its lane was ever given.
    public long tasks() {
        return lane.given();
    }

    /// An event as it comes from the wire; JSON is written with single quotes.
    public static byte[] event(String name, String payload) {
        return ("[\"" + name + "\"," + payload.replace('\'', '"') + "]").getBytes(UTF_8);
    }

    private void answered(byte[] answer) {
        if (answer.length < SUCCESS.length() || !new String(answer, 0, SUCCESS.length(), UTF_8).equals(SUCCESS)) {
            throw new IllegalStateException(new String(answer, UTF_8));
        }
        answered++;
    }

    private static final String SUCCESS = "{\"success\":true";
}
