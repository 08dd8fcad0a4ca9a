package io.rotunda.server.webhooks;

import io.rotunda.persistence.Notice;
import io.rotunda.persistence.Outbox;
import io.rotunda.persistence.OutboxLease;
import io.rotunda.persistence.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers what is in the outbox, as long as this is the process that does: line beside line, each in its order.
final class Deliverer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);

    /// How many lines are told at a time.
    static final int AT_ONCE = 16;

    private static final Duration POLL = Duration.ofSeconds(1);

    /// How soon this one takes over from another: each question is a connection made.
    private static final Duration CLAIM = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final Receiver receiver;
    private final Backoff backoff;
    private final Upkeep upkeep;
    private final Counts counts;
    private final ReceiverLog log = new ReceiverLog();

    /// What happened: a turn that ended, or something was noted. Bounded: one of the latter at a time.
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private final AtomicBoolean noted = new AtomicBoolean();

    /// Delivered, but maybe not out of the outbox yet; also when the lease was lost meanwhile.
    private final List<Notice.Place> done = new ArrayList<>();

    private volatile boolean closing;
    private boolean reported;

    /// Outlives a lease: whom it lets wait, and how long the receiver wants to be left alone.
    private Lines lines;

    private sealed interface Event {
        record Noted() implements Event {}

        record Over(Turn.Ended turn) implements Event {}
    }

    Deliverer(Outbox outbox, Receiver receiver, Backoff backoff, Upkeep upkeep, Counts counts) {
        this.outbox = outbox;
        this.receiver = receiver;
        this.backoff = backoff;
        this.upkeep = upkeep;
        this.counts = counts;
        lines = new Lines(backoff, AT_ONCE);
    }

    /// Something was put into the outbox. Any thread; never blocks.
    void noted() {
        if (!noted.get() && !noted.getAndSet(true)) {
            events.add(new Event.Noted());
        }
    }

    /// Begins nothing more, and ends [#run] when what is under way is over. Any thread.
    void close() {
        closing = true;
        events.add(new Event.Noted());
    }

    @Override
    public void run() {
        while (!closing && !Thread.currentThread().isInterrupted()) {
            var rest = POLL;
            try (var lease = outbox.claim()) {
                if (lease == null) {
                    rest = CLAIM;
                } else {
                    deliver(lease);
                }
            } catch (Unavailable e) {
                report(e);
            } catch (RuntimeException | Error e) {
                // Nobody else would ever deliver.
                lines = new Lines(backoff, AT_ONCE);
                LOG.error("the delivery of webhooks stumbled ({})", e.getClass().getSimpleName());
            }
            pause(rest);
        }
    }

    private void deliver(OutboxLease lease) {
        var pass = new Pass(lease);
        try {
            LOG.debug("this process delivers webhooks");
            while (!closing) {
                pass.step();
                reported = false;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            try {
                pass.end();
            } finally {
                counts.nothingKnown();
            }
        }
    }

    private void report(Unavailable e) {
        if (!reported) {
            reported = true;
            LOG.warn("Webhooks wait for the database ({})", e.getMessage());
        }
    }

    /// The whole of it, whatever is noted: whoever does not deliver must not ask for the lease with each commit.
    private void pause(Duration rest) {
        long until = System.nanoTime() + rest.toNanos();
        try {
            for (long left = rest.toNanos(); left > 0 && !closing; left = until - System.nanoTime()) {
                events.poll(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        noted.set(false);
    }

    /// What is done with one lease.
    private final class Pass {
        private final OutboxLease lease;
        private final Search search;
        private final List<Turn.Ended> over = new ArrayList<>();
        private volatile boolean ending;

        private Pass(OutboxLease lease) {
            this.lease = lease;
            search = new Search(lease, lines, System.nanoTime());
        }

        private void step() throws InterruptedException {
            settle();
            upkeep.look(lease);
            long now = System.nanoTime();
            if (lines.wantsMore() && now - search.next(now) >= 0) {
                search.look();
            }
            for (var line = lines.take(now); line != null; line = lines.take(now)) {
                start(line);
            }
            await(until(now));
        }

        private long until(long now) {
            long next = Math.min(upkeep.next() - now, lines.nextDue(now + POLL.toNanos()) - now);
            return now + Math.min(next, lines.wantsMore() ? search.next(now) - now : next);
        }

        private void await(long until) throws InterruptedException {
            var event = events.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            for (; event != null; event = events.poll()) {
                switch (event) {
                    case Event.Noted() -> {
                        noted.set(false);
                        search.soon(System.nanoTime());
                    }
                    case Event.Over(var turn) -> over.add(turn);
                }
            }
        }

        private void start(long line) {
            var turn = new Turn(lease, receiver, () -> closing || ending, line);
            try {
                Thread.ofVirtual().name("webhook").start(() -> take(turn));
            } catch (RuntimeException | Error e) {
                over.add(turn.broken());
                throw e;
            }
        }

        /// Whatever becomes of it, it ends: its line would never be told again, and [#end] would wait for it.
        private void take(Turn turn) {
            var ended = turn.broken();
            try {
                ended = turn.take();
            } finally {
                events.add(new Event.Over(ended));
            }
        }

        /// Takes out what was delivered, and only then lets go of the lines: what is still in could be told again.
        ///
        /// @throws Unavailable if this lease is good for nothing more
        private void settle() {
            takeOut();
            var ended = List.copyOf(over);
            letGo();
            for (var turn : ended) {
                var unavailable = turn.unavailable();
                if (unavailable != null) {
                    throw unavailable;
                }
            }
        }

        private void takeOut() {
            over.forEach(turn -> done.addAll(turn.done()));
            if (!done.isEmpty()) {
                lease.delivered(done);
                done.clear();
            }
        }

        private void letGo() {
            over.forEach(this::settle);
            over.clear();
        }

        private void settle(Turn.Ended turn) {
            long now = System.nanoTime();
            counts.deliveredEvents.add(turn.told());
            if (turn.told() > 0) {
                lines.succeeded(turn.line(), now);
                log.accepted();
            }
            var failure = turn.failure();
            if (failure == null) {
                lines.ended(turn.line(), turn.more());
                search.soon(now); // something may have been noted in it when it was taken to be at its end
            } else {
                counts.failedAttempts.increment();
                lines.failed(turn.line(), now, nanos(failure.retryAfter()), failure.anyLine());
                if (!closing) { // when it may be us who hung up
                    log.refused(failure, now);
                }
            }
        }

        private static long nanos(@Nullable Duration wanted) {
            return wanted == null ? 0 : wanted.toNanos();
        }

        /// What is under way ends by itself, but tells nothing more: a receiver has its time to answer.
        private void end() {
            ending = true;
            boolean interrupted = Thread.interrupted();
            int left = lines.beingTold() - over.size();
            while (left > 0) {
                try {
                    if (events.take() instanceof Event.Over(var turn)) {
                        over.add(turn);
                        left--;
                    }
                } catch (InterruptedException _) {
                    interrupted = true; // their time-outs bound this
                }
            }
            noted.set(false);
            try {
                takeOut();
            } catch (Unavailable e) {
                report(e); // the next lease takes it out before it tells anything
            }
            letGo();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
