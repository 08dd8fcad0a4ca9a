package io.rotunda.persistence;

import static io.rotunda.persistence.Drafts.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.persistence.Messages.Appended;
import io.rotunda.rooms.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Twenty clients that send without end, as ours do: what was not answered they send again under the same
/// `optimisticId`. In the end everything they were told is compared with what is stored.
final class Senders implements AutoCloseable {
    private static final int COUNT = 20;

    private final Messages messages;
    private final Changes changes;
    private final List<RoomId.Timeline> rooms =
            Stream.generate(Drafts::room).limit(5).toList();
    private final Map<String, Message> answered = new ConcurrentHashMap<>();
    private final Collection<Message> told = new ConcurrentLinkedQueue<>();
    private final Collection<Told> all = new ConcurrentLinkedQueue<>();
    private final Semaphore answers = new Semaphore(0);
    private final Semaphore refusals = new Semaphore(0);
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean enough;

    Senders(Stores stores) {
        this.messages = stores.messages();
        this.changes = stores.changes();
        for (int i = 0; i < COUNT; i++) {
            var room = rooms.get(i % rooms.size());
            var userId = "user-" + i;
            threads.execute(() -> send(room, userId));
        }
    }

    /// Returns when `count` messages were answered from now on.
    void awaitAnswers(int count) throws InterruptedException {
        answers.drainPermits();
        answers.acquire(count);
    }

    /// Returns when each sender was refused from now on.
    void awaitRefusals() throws InterruptedException {
        refused.clear();
        while (refused.size() < COUNT) {
            refusals.acquire();
        }
    }

    /// Lets each sender finish its message, then checks what was promised.
    void finish() {
        enough = true;
        threads.close();
        rooms.forEach(this::check);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void send(RoomId.Timeline room, String userId) {
        for (int n = 0; !enough; n++) {
            var content = userId + " says " + n;
            var answer = untilAnswered(room, userId, content);
            answered.put(content, answer);
            edit(answer);
            answers.release();
        }
    }

    private Message untilAnswered(RoomId.Timeline room, String userId, String content) {
        while (true) {
            try {
                return switch (messages.append(Drafts.draft(room, userId, content, content), this::hear)) {
                    case Appended.Committed(var message) -> message;
                    case Appended.Repeated(var first) -> first;
                    case Appended.Conflict() -> throw new AssertionError("nobody sent anything else");
                    case Appended.NoSuchRoom() -> throw new AssertionError("nobody deleted the room");
                };
            } catch (Unavailable e) {
                refused.add(userId);
                refusals.release();
                LockSupport.parkNanos(e.retryAfter().toNanos() / 100);
            }
        }
    }

    /// Asked for again when it was refused, it may turn out that it was made.
    private void edit(Message message) {
        var change = Edits.react(message.draft().user().userId(), message, "👍");
        while (true) {
            try {
                changes.apply(change, changed -> all.add(new Told(changed.room(), changed.seq())));
                return;
            } catch (Unavailable e) {
                refused.add(message.draft().user().userId());
                refusals.release();
                LockSupport.parkNanos(e.retryAfter().toNanos() / 100);
            }
        }
    }

    private void hear(Message message) {
        told.add(message);
        all.add(new Told(message.draft().room(), message.seq()));
    }

    private void check(RoomId.Timeline room) {
        var stored = stored(room);
        assertEquals(
                LongStream.rangeClosed(1, 2L * stored.size()).boxed().toList(),
                all.stream()
                        .filter(one -> one.room().equals(room))
                        .map(Told::seq)
                        .toList(),
                "a message and a reaction each, told once and in order, without a gap");
        assertEquals(
                stored.size(),
                stored.stream()
                        .map(message -> message.draft().content())
                        .distinct()
                        .count(),
                "nothing is stored twice");
        assertEquals(
                Set.copyOf(stored), Set.copyOf(of(room, answered.values())), "what was answered is what is stored");
        assertEquals(stored, of(room, told), "everything is told once and in order, also what was in doubt");
    }

    private record Told(RoomId.Timeline room, long seq) {}

    private static List<Message> of(RoomId.Timeline room, Collection<Message> messages) {
        return messages.stream()
                .filter(message -> message.draft().room().equals(room))
                .toList();
    }

    /// A connection that was cut lately and not used since is refused once.
    private List<Message> stored(RoomId.Timeline room) {
        while (true) {
            try {
                return sent(messages.latest(room, 1_000_000));
            } catch (Unavailable _) {
                Thread.onSpinWait();
            }
        }
    }
}
