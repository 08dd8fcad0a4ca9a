package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many write while others enter, enter again and leave: each hears of a stream as far as it is, then every piece
/// once and in order, then the message; and nothing of one that it knows as a message.
@Timeout(120)
class StreamRaceTest {
    private static final int WRITERS = 6;
    private static final int JOINERS = 16;
    private static final int ROUNDS = 40;
    private static final int PIECES = 25;
    private static final String GENERAL = "\"channelId\":\"general\"";

    private final HandClock clock = new HandClock();
    private final Dispatcher dispatcher = Dispatcher.of(
            new Rooms(),
            new MemoryStores(clock, () -> pause(300_000)).stores(),
            new MemoryTokens(),
            Transcriber.NONE,
            Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 100_000_000),
            clock);
    private final List<RealLane> lanes = List.of(new RealLane(0), new RealLane(1));
    private final AtomicInteger joining = new AtomicInteger(JOINERS);

    @Test
    void whoEntersHearsEachStreamWithoutASeam() throws Exception {
        var people = new ArrayList<Callable<Void>>();
        for (int i = 0; i < WRITERS; i++) {
            var lane = lanes.get(i % 2);
            var userId = "writer" + i + "-";
            people.add(() -> {
                for (int n = 0; joining.get() > 0; n++) {
                    new Racer(userId + n, lane).writes(); // a user for each: pieces have a limit, and time stands
                }
                return null;
            });
        }
        var joiners = new ArrayList<Racer>();
        for (int i = 0; i < JOINERS; i++) {
            var joiner = new Racer("joiner" + i, lanes.get(i % 2));
            joiners.add(joiner);
            people.add(() -> {
                try {
                    joiner.comesAndGoes();
                } finally {
                    joining.decrementAndGet();
                }
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var person : threads.invokeAll(people)) {
                person.get();
            }
        }
        for (var lane : lanes) {
            lane.thread().close();
        }
        int inTheMiddle = 0;
        for (var joiner : joiners) {
            assertEquals(List.of(), joiner.faults);
            inTheMiddle += joiner.inTheMiddle;
        }
        assertTrue(inTheMiddle > JOINERS, "a race in which " + inTheMiddle + " entered in the middle is none");
    }

    private static void pause(int maxNanos) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(maxNanos));
    }

    private static String textBefore(int index) {
        return IntStream.range(0, index).mapToObj(i -> i + ";").collect(Collectors.joining());
    }

    /// One client with a mailbox of its own: the thread that calls it.
    private final class Racer extends RacingClient {
        private final Session session;

        // Touched on the lane only, until it is closed.
        private final Map<String, Integer> next = new HashMap<>();
        private final Set<String> whole = new HashSet<>();
        private final List<String> faults = new ArrayList<>();
        private int inTheMiddle;

        Racer(String userId, Lane lane) {
            super(userId, lane);
            this.session = dispatcher.open(this, Scene.principal(userId));
        }

        void writes() throws Malformed {
            var id = emits("[\"message:stream_start\",{" + GENERAL + "}]")
                    .path("messageId")
                    .asText();
            for (int i = 0; i < PIECES; i++) {
                emits("[\"message:stream_chunk\",{\"messageId\":\"" + id + "\",\"index\":" + i + ",\"text\":\"" + i
                        + ";\"}]");
                pause(200_000);
            }
            emits("[\"message:stream_end\",{\"messageId\":\"" + id + "\"}]");
            dispatcher.close(session, "transport close");
        }

        void comesAndGoes() throws Malformed {
            for (int round = 0; round < ROUNDS; round++) {
                emits("[\"channel:join\",{" + GENERAL + "}]");
                pause(4_000_000);
                if (round % 3 > 0) {
                    emits("[\"channel:leave\",{" + GENERAL + "}]");
                }
            }
        }

        private JsonNode emits(String json) throws Malformed {
            var answers = new ArrayList<JsonNode>();
            OnALane.handle(
                    dispatcher,
                    session,
                    new Inbound(Texts.utf8(json), List.of(), answer -> answers.add(parsed(answer))));
            var answer = answers.getFirst();
            if (!answer.path("success").asBoolean()) {
                throw new AssertionError(json + " -> " + answer);
            }
            return answer;
        }

        @Override
        public void deliver(Frame frame, long position) {
            var payload = parsed(frame.payload());
            switch (frame.event()) {
                case "channel:history" -> {
                    next.clear();
                    payload.path("messages")
                            .forEach(message -> whole.add(message.path("id").asText()));
                }
                case "message:stream_started" -> started(payload);
                case "message:chunk" -> chunk(payload);
                case "message:new" -> whole(payload);
                default -> {}
            }
        }

        private void started(JsonNode payload) {
            var id = payload.path("messageId").asText();
            int index = payload.path("index").asInt();
            require(!whole.contains(id), "began after it was whole", payload);
            require(next.put(id, index) == null, "began twice", payload);
            require(payload.path("text").asText().equals(textBefore(index)), "is not the text so far", payload);
            inTheMiddle += index > 0 ? 1 : 0;
        }

        private void chunk(JsonNode payload) {
            var id = payload.path("messageId").asText();
            int index = payload.path("index").asInt();
            require(!whole.contains(id), "went on after it was whole", payload);
            require(Integer.valueOf(index).equals(next.put(id, index + 1)), "is not the next piece", payload);
        }

        private void whole(JsonNode payload) {
            var id = payload.path("id").asText();
            var heard = next.remove(id);
            require(heard == null || heard == PIECES, "lacked pieces, heard " + heard, payload);
            require(whole.add(id), "came twice", payload);
            require(payload.path("content").asText().equals(textBefore(PIECES)), "is not the whole", payload);
        }

        private void require(boolean holds, String fault, JsonNode payload) {
            if (!holds) {
                faults.add(user + ": " + payload + " " + fault);
            }
        }
    }
}
