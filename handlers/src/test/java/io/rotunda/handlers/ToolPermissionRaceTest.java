package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Requests that are asked, answered and withdrawn while the user's sockets come and answer.
@Timeout(120)
class ToolPermissionRaceTest {
    private static final RoomId.User ANN = new RoomId.User("acme", "ann");

    private final HandClock clock = new HandClock();
    private final Dispatcher dispatcher = Dispatcher.of(
            new Rooms(),
            new MemoryStores(clock).stores(),
            new MemoryTokens(),
            Transcriber.NONE,
            Limits.defaults().withEvents(0, Duration.ofMinutes(1)),
            clock);
    private final List<RealLane> lanes = List.of(new RealLane(0), new RealLane(1));

    @AfterEach
    void stop() {
        lanes.forEach(lane -> lane.thread().shutdownNow());
    }

    @Test
    void ofManyAnswersAtOnceExactlyOneDecides() throws Exception {
        int rounds = 200;
        var sockets = new ArrayList<Phone>();
        for (int i = 0; i < 8; i++) {
            sockets.add(new Phone(i));
        }
        for (int round = 0; round < rounds; round++) {
            var pending = ask();
            var answers = new ArrayList<Callable<JsonNode>>();
            for (int i = 0; i < sockets.size(); i++) {
                var socket = sockets.get(i);
                boolean approved = i % 2 == 0;
                answers.add(() -> socket.answers(pending.requestId(), approved));
            }
            answers.add(() -> {
                pending.withdraw();
                return Actor.json("{}");
            });
            JsonNode winner = null;
            for (var answer : atOnce(answers)) {
                if (answer.path("success").asBoolean()) {
                    assertEquals(null, winner, "two answers decided");
                    winner = answer;
                } else if (!answer.isEmpty()) {
                    assertEquals("CONFLICT", answer.at("/error/code").asText());
                }
            }
            var decision = pending.decision().toCompletableFuture().join();
            assertEquals(winner == null ? "withdrawn" : null, decision.reason());
            assertEquals(winner != null && winner.path("approved").asBoolean(), decision.approved());
        }
        finish();
        for (var socket : sockets) {
            socket.assertSound();
            assertEquals(rounds, socket.resolved.size());
        }
    }

    @Test
    void whoConnectsMeanwhileHearsEachRequestOnceAndFirst() throws Exception {
        var starting = new AtomicInteger();
        var numbers = new ConcurrentHashMap<String, Integer>();
        var asking = new AtomicInteger(4);
        var people = new ArrayList<Callable<List<Phone>>>();
        for (int i = 0; i < 4; i++) {
            people.add(() -> {
                for (int round = 0; round < 100; round++) {
                    int number = starting.getAndIncrement();
                    var pending = ask();
                    numbers.put(pending.requestId(), number);
                    pause(300_000);
                    pending.withdraw();
                }
                asking.decrementAndGet();
                return List.of();
            });
        }
        for (int i = 0; i < 8; i++) {
            int lane = i;
            people.add(() -> {
                var phones = new ArrayList<Phone>();
                while (asking.get() > 0 && phones.size() < 20) {
                    var phone = new Phone(lane);
                    phone.owedFrom = starting.get();
                    phones.add(phone);
                    pause(2_000_000);
                }
                return phones;
            });
        }
        var phones = atOnce(people).stream().flatMap(List::stream).toList();
        finish();
        assertTrue(phones.size() > 8, "a race of " + phones.size() + " sockets is none");
        for (var phone : phones) {
            phone.assertSound();
            phone.assertHeardAll(numbers);
            assertEquals(phone.asked, phone.resolved, "all are decided in the end");
        }
    }

    private PendingPermission ask() {
        return dispatcher.backend().askPermission(ANN, "shell", Actor.json("{}"), "", null);
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
        }
        return results;
    }

    private void finish() {
        lanes.forEach(lane -> lane.thread().close());
    }

    private static void pause(int upToNanos) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(upToNanos));
    }

    /// One socket of the user; its mailbox is the thread that calls it. What it heard is written down on its
    /// lane, and read when that has ended.
    private final class Phone extends RacingClient {
        private final Session session;
        private final List<String> faults = new ArrayList<>();
        private boolean greeted;
        private final HashSet<String> asked = new HashSet<>();
        private final HashSet<String> resolved = new HashSet<>();
        private int owedFrom;

        Phone(int number) {
            super("ann", lanes.get(number % lanes.size()));
            session = dispatcher.open(this, Scene.principal("ann"));
        }

        JsonNode answers(String requestId, boolean approved) throws Malformed {
            var json = "['tool:permission:response',{'requestId':'" + requestId + "','approved':" + approved + "}]";
            var answers = new ArrayList<JsonNode>();
            OnALane.handle(
                    dispatcher,
                    session,
                    new Inbound(Texts.utf8(json.replace('\'', '"')), List.of(), one -> answers.add(parsed(one))));
            return answers.getFirst();
        }

        @Override
        public void deliver(Frame frame, long position) {
            note(greeted || frame.event().equals("connected"), "something before the greeting");
            greeted = true;
            var id = parsed(frame.payload()).path("requestId").asText();
            switch (frame.event()) {
                case "tool:permission:request" -> note(asked.add(id), "asked twice");
                case "tool:permission:resolved" -> {
                    note(asked.contains(id), "resolved before it was asked");
                    note(resolved.add(id), "resolved twice");
                }
                default -> {}
            }
        }

        private void note(boolean right, String fault) {
            if (!right) {
                faults.add(fault);
            }
        }

        void assertSound() {
            assertEquals(List.of(), faults);
        }

        void assertHeardAll(Map<String, Integer> numbers) {
            numbers.forEach((id, number) -> assertTrue(number < owedFrom || asked.contains(id), "missed " + number));
        }
    }
}
