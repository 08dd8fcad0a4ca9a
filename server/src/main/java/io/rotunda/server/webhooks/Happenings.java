package io.rotunda.server.webhooks;

import io.rotunda.persistence.Happening;
import io.rotunda.persistence.Outbox;
import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.RoomWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens in rooms and is kept by nobody, on its way into the outbox: through a bounded queue, so that nobody
/// waits for the database. What the queue has no place for, the receiver is told to be missing; what it holds when
/// the process is killed is lost.
final class Happenings implements RoomWatch, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Happenings.class);
    private static final int MOST = 10_000;
    private static final int MOST_BYTES = 16 << 20;
    private static final int BATCH = 500;
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final String NOTHING_MORE = "{}";

    private final Outbox outbox;
    private final Counts counts;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Happening> queue = new LinkedBlockingQueue<>(MOST);

    // Guarded by this.
    private long queuedBytes;
    private long lost;
    private Instant lostSince = Instant.EPOCH;

    private volatile boolean closing;

    Happenings(Outbox outbox, Counts counts, InstantSource clock) {
        this.outbox = outbox;
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public void occupied(RoomId room) {
        if (isPlace(room)) {
            offer(room, "room:occupied", NOTHING_MORE);
        }
    }

    @Override
    public void vacated(RoomId room) {
        if (isPlace(room)) {
            offer(room, "room:vacated", NOTHING_MORE);
        }
    }

    /// Calls, and presence, which is told to organizations.
    @Override
    public void happened(RoomId room, Frame event) {
        if (room instanceof RoomId.Call || room instanceof RoomId.Org) {
            offer(room, event.event(), new String(event.payload(), StandardCharsets.UTF_8));
        }
    }

    /// Who is in the rooms of an organization or a user says presence. No default: a new kind of room does not compile
    /// until somebody decides.
    private static boolean isPlace(RoomId room) {
        return switch (room) {
            case RoomId.Org _, RoomId.User _ -> false;
            case RoomId.Channel _, RoomId.Conversation _, RoomId.Call _, RoomId.Swarm _, RoomId.Activity _ -> true;
        };
    }

    private synchronized void offer(RoomId room, String event, String payload) {
        var happening = new Happening(room, event, payload, clock.instant());
        int bytes = weight(happening);
        if (queuedBytes + bytes <= MOST_BYTES && queue.offer(happening)) {
            queuedBytes += bytes;
        } else {
            lost(1, happening.at());
        }
    }

    private synchronized void lost(long some, Instant since) {
        boolean first = lost == 0;
        lostSince = first ? since : lostSince;
        lost += some;
        counts.unnotedEvents.add(some);
        if (first) {
            LOG.warn("What happens in rooms cannot be noted for webhooks: it is counted, and the receiver will know");
        }
    }

    private static int weight(Happening happening) {
        return 2 * happening.payload().length();
    }

    /// Notes what comes, until [#close] was called and all is noted or cannot be.
    @Override
    public void run() {
        var batch = new ArrayList<Happening>(BATCH);
        try {
            while (!closing || !queue.isEmpty()) {
                try {
                    noteNext(batch);
                } catch (RuntimeException | Error e) {
                    // Nobody else would ever note what happens.
                    LOG.error("noting what happens stumbled ({})", e.getClass().getSimpleName());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Nothing more will happen; what did is noted. Any thread.
    void close() {
        closing = true;
    }

    private void noteNext(List<Happening> batch) throws InterruptedException {
        var first = queue.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            try {
                queue.drainTo(batch, BATCH - 1);
                note(batch);
            } finally {
                release(batch);
                batch.clear();
            }
        }
        noteLost();
    }

    private void note(List<Happening> batch) throws InterruptedException {
        while (true) {
            try {
                outbox.add(batch);
                return;
            } catch (Unavailable _) {
                if (closing) {
                    lost(batch.size(), batch.getFirst().at());
                    return;
                }
                Thread.sleep(RETRY);
            } catch (RuntimeException | Error e) {
                lost(batch.size(), batch.getFirst().at());
                LOG.error(
                        "what happened in rooms could not be noted ({})",
                        e.getClass().getSimpleName());
                return;
            }
        }
    }

    private synchronized void release(List<Happening> batch) {
        batch.forEach(happening -> queuedBytes -= weight(happening));
    }

    private void noteLost() {
        long missing;
        Instant since;
        synchronized (this) {
            missing = lost;
            since = lostSince;
        }
        if (missing > 0) {
            try {
                outbox.addGap(missing, since, clock.instant());
                synchronized (this) {
                    lost -= missing;
                }
            } catch (RuntimeException | Error _) {
                // The next time, whatever it was: who hears of the others must not end with it.
            }
        }
    }
}
