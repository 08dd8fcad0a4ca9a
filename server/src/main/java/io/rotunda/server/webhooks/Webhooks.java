package io.rotunda.server.webhooks;

import io.rotunda.persistence.Outbox;
import io.rotunda.rooms.RoomWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/// Tells the operator's receiver what happens here. Start with [Deliverer]; what is not durable comes by
/// [Happenings].
public final class Webhooks implements AutoCloseable {
    private static final Backoff BACKOFF = new Backoff(
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            () -> ThreadLocalRandom.current().nextDouble());

    /// How long what is under way at the end may take, however long clients are given to go.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// What was accepted is taken out of the outbox.
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Counts counts = new Counts();
    private final HttpReceiver receiver;
    private final Deliverer deliverer;
    private final Happenings happenings;
    private final Thread delivering;
    private final Thread noting;
    private final Duration patience;
    private boolean left;
    private long givenUp;

    public Webhooks(WebhookSettings settings, Outbox outbox, InstantSource clock) {
        this(settings, outbox, PATIENCE, clock, BACKOFF, HttpReceiver.TIMEOUT);
    }

    Webhooks(
            WebhookSettings settings,
            Outbox outbox,
            Duration patience,
            InstantSource clock,
            Backoff backoff,
            Duration timeout) {
        this.patience = patience;
        receiver = new HttpReceiver(settings, timeout, clock);
        deliverer = new Deliverer(outbox, receiver, backoff, new Upkeep(settings.maxPending(), counts, clock), counts);
        happenings = new Happenings(outbox, counts, clock);
        outbox.onNoted(deliverer::noted);
        delivering = Thread.ofVirtual().name("webhooks").start(deliverer);
        noting = Thread.ofVirtual().name("webhook-happenings").start(happenings);
    }

    /// Is to hear what becomes of the rooms.
    public RoomWatch watch() {
        return happenings;
    }

    public Counts counts() {
        return counts;
    }

    /// Begins to deliver nothing more: what happens from now on is noted, and told by another process or later. What is
    /// under way has its time from here on.
    public synchronized void leave() {
        if (!left) {
            left = true;
            givenUp = System.nanoTime() + patience.toNanos();
            deliverer.close();
        }
    }

    /// Notes what happened, ends what is under way as far as there is time, and leaves the rest in the outbox.
    @Override
    public void close() {
        leave();
        happenings.close();
        end(noting, System.nanoTime() + patience.toNanos());
        if (!ended(delivering, givenUp)) {
            receiver.close(); // what is under way fails, and is told again when there is somebody to tell it
        }
        end(delivering, System.nanoTime() + LAST_WORD.toNanos());
        receiver.close();
    }

    private static void end(Thread thread, long deadline) {
        if (!ended(thread, deadline)) {
            thread.interrupt();
        }
    }

    private static boolean ended(Thread thread, long deadline) {
        try {
            return thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
