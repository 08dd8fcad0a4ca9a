package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.Presence;
import io.rotunda.rooms.Rooms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Events that the shared limit does not count, in a table of their own.
class BudgetTest {
    private final HandClock clock = new HandClock();
    private final List<String> handled = new ArrayList<>();
    private final RateLimiter limiter = new RateLimiter(
            Limits.defaults().withEvents(3, Duration.ofMinutes(1)).withRooms(true, 10_000));
    private final Rooms rooms = new Rooms();
    private final Presence presence =
            new Presence(rooms, Limits.defaults().presence(), clock, PresenceUpdate.Announced::frameOf);
    private final EventTable table = new EventTable(List.of(
            row("usual", Budget.SHARED),
            row("chunk", new Budget.Own(2, Duration.ofSeconds(1))),
            row("heartbeat", new Budget.OneIn(Duration.ofSeconds(5)))));
    private final ToolPermissions permissions = new ToolPermissions(rooms, Limits.defaults(), clock);
    private final Rings rings = new Rings(rooms, clock);
    private final Context context = new Context(
            rooms,
            presence,
            permissions,
            rings,
            TestStreams.of(rooms, new MemoryStores(clock), clock),
            new Entry(new MemoryStores(clock).timelines(), true),
            Gates.of(1),
            new Recent(new MemoryStores(clock).stores(), clock, 0),
            new Whereabouts(clock.instant(), Limits.defaults().explainMemory()),
            new Replays(),
            clock);
    private final Sessions sessions = new Sessions();
    private final Recovery recovery = new Recovery(context, 10_000);
    private final Dispatcher dispatcher = new Dispatcher(
            table,
            limiter,
            context,
            sessions,
            new Backend(
                    rooms,
                    new Publications(table, Limits.defaults(), clock),
                    permissions,
                    rings,
                    new Sockets(rooms, sessions, recovery, rings, clock),
                    List.of(),
                    _ -> {}),
            recovery);
    private final HandLane lane = new HandLane(0);
    private final Actor ann =
            new Actor(Scene.open(), "socket", Scene.principal("ann").user(), lane);
    private final Session session = dispatcher.open(ann, Scene.principal("ann"));

    @Test
    void anEventWithALimitOfItsOwnIsCountedAgainstThatAlone() throws Malformed {
        for (int second = 0; second < 10; second++) {
            assertTrue(says("chunk").path("success").asBoolean());
            assertTrue(says("chunk").path("success").asBoolean());
            var refused = says("chunk");
            assertEquals("RATE_LIMIT_EXCEEDED", refused.at("/error/code").asText());
            assertEquals(1_000, refused.at("/error/retryAfterMs").asLong());
            clock.advance(Duration.ofSeconds(1));
        }
        assertTrue(says("usual").path("success").asBoolean());
        assertFalse(ann.disconnected());
    }

    @Test
    void whoGoesOnAtTenTimesALimitOfItsOwnIsDisconnected() throws Malformed {
        for (int i = 0; i < 20; i++) {
            says("chunk");
        }
        assertTrue(ann.disconnected());
    }

    @Test
    void anEventOfWhichOneIsEnoughIsIgnoredWhenItComesMoreOften() throws Malformed {
        for (int i = 0; i < 50; i++) {
            assertTrue(says("heartbeat").path("success").asBoolean());
        }
        assertEquals(List.of("heartbeat"), handled);
        clock.advance(Duration.ofSeconds(5));
        says("heartbeat");
        assertEquals(List.of("heartbeat", "heartbeat"), handled);
        assertFalse(ann.disconnected());
    }

    @Test
    void whatNoLongerCountsIsForgotten() throws Malformed {
        says("usual");
        says("chunk");
        says("heartbeat");
        assertEquals(2, limiter.sharesKnown());
        clock.advance(Duration.ofSeconds(60));
        dispatcher.tick();
        ann.runMailbox();
        assertEquals(0, limiter.sharesKnown());
    }

    private JsonNode says(String event) throws Malformed {
        var answers = new ArrayList<byte[]>();
        var json = "[\"" + event + "\"]";
        OnALane.handle(
                dispatcher, session, new Inbound(json.getBytes(StandardCharsets.UTF_8), List.of(), answers::add));
        lane.run();
        try {
            return Json.read(answers.getFirst());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private EventTable.Row<String> row(String event, Budget budget) {
        return new EventTable.Row<>(
                event,
                "Tests.",
                _ -> event,
                (_, request) -> {
                    handled.add(request);
                    return Ack.OK;
                },
                null,
                budget,
                _ -> 1,
                Set.of());
    }
}
