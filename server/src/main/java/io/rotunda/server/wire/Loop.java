package io.rotunda.server.wire;

import io.netty.channel.EventLoop;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.Teller;
import io.rotunda.rooms.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One event loop: what its connections share. Everything but [#execute] is called on the loop only.
final class Loop implements Lane {
    /// How often what a client leaves unread is looked at.
    private static final Duration LOOK = Duration.ofSeconds(1);

    final EventLoop executor;
    final RandomIds ids = new RandomIds();

    /// Sessions that are to be pinged, and sessions whose pong is awaited.
    final Deadlines pings;

    final Deadlines pongs;

    /// Sessions that have not sent a CONNECT, and WebSockets that have not finished their upgrade.
    final Deadlines connects;

    final Deadlines upgrades;

    /// HTTP connections whose next request is not complete yet.
    final Deadlines requests;

    /// What clients leave unread.
    final Deadlines backlogs;

    /// Large messages that clients have begun to send.
    final Deadlines unfinished;

    final Traffic traffic = new Traffic();

    final OutboundMemory outbound;
    final InboundMemory inbound;
    final long patienceNanos;

    final Lag lag;

    private final int index;
    private final TaskQueue tasks;
    private final ArrayList<Transport> unflushed = new ArrayList<>();
    private final ArrayList<Runnable> atEndOfTurn = new ArrayList<>();
    private final Runnable flush = this::flush;
    private boolean flushDue;
    private int turn;
    private long taken;

    private final Encoded encoded;
    private final Punctuality punctuality;

    Loop(
            EventLoop executor,
            int index,
            WireSettings settings,
            OutboundMemory outbound,
            InboundMemory inbound,
            WireWatch watch) {
        this.encoded = new Encoded(this, watch);
        this.punctuality = new Punctuality(watch);
        this.executor = executor;
        this.index = index;
        // What a loop is given while it works its tasks off it does at once; what is due by the clock, after reading.
        this.tasks = new TaskQueue(executor, task -> executor.schedule(task, 0, TimeUnit.NANOSECONDS));
        this.pings = new Deadlines(executor, settings.pingInterval());
        this.pongs = new Deadlines(executor, settings.pingTimeout());
        this.connects = new Deadlines(executor, settings.connectTimeout());
        this.upgrades = new Deadlines(executor, settings.upgradeTimeout());
        this.requests = new Deadlines(executor, settings.requestTimeout());
        this.backlogs = new Deadlines(executor, LOOK);
        this.unfinished = new Deadlines(executor, settings.requestTimeout());
        this.outbound = outbound;
        this.inbound = inbound;
        inbound.add(this);
        this.patienceNanos = settings.outboundPatience().toNanos();
        this.lag = new Lag(System::nanoTime, Thread::startVirtualThread, executor);
        executor.execute(() -> Waiting.forbid(this));
        executor.terminationFuture().addListener(_ -> encoded.forgetAll()); // the last turn may have come to no flush
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        Teller.wake(this);
    }

    @Override
    public void wake() {
        tasks.wake();
    }

    @Override
    public void atEndOfTurn(Runnable task) {
        if (!atEndOfTurn.contains(task)) { // as few as there are commit lanes
            atEndOfTurn.add(task);
            flushThisTurn();
        }
    }

    @Override
    public void telling(int since) {
        punctuality.telling(since);
        flushThisTurn(); // after which it is written, even if nobody was written to
    }

    /// What is told on this loop, made once for all who are told. The caller may use it in this turn only.
    Encoded encoded() {
        flushThisTurn(); // and forgets, even if nobody was written to
        return encoded;
    }

    /// The number of this turn: from the first that was asked for it until the flush.
    int turn() {
        flushThisTurn(); // and ends it, even if nobody was written to
        return turn;
    }

    /// How many deadlines are waited for.
    int deadlines() {
        return Stream.of(pings, pongs, connects, upgrades, requests, unfinished, backlogs)
                .mapToInt(Deadlines::size)
                .sum();
    }

    /// Has `transport` flushed once, after what is going on in this turn of the loop.
    void flushLater(Transport transport) {
        unflushed.add(transport);
        flushThisTurn();
    }

    /// This turn took memory that was free before, for what a client is sent. It is counted at once, as much may be
    /// written in one turn; from the flush on, what the client leaves of it is.
    void took(int bytes) {
        if (bytes > 0) {
            taken += bytes;
            outbound.changed(bytes);
        }
    }

    private void flushThisTurn() {
        if (!flushDue) {
            flushDue = true;
            try {
                executor.execute(flush);
            } catch (RejectedExecutionException _) {
                // The loop was shut down: its connections are gone.
            }
        }
    }

    private void flush() {
        flushDue = false;
        turn++;
        if (!atEndOfTurn.isEmpty()) {
            var asked = List.copyOf(atEndOfTurn);
            atEndOfTurn.clear();
            asked.forEach(TaskQueue::run); // those whom it wakes begin while this writes
        }
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush();
        }
        unflushed.clear();
        punctuality.flushed();
        encoded.forget();
        outbound.changed(-taken);
        taken = 0;
    }
}
