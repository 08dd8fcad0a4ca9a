package io.rotunda.server.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/// The way out of all sessions at once: each is asked to come back elsewhere, one after the other, so that the next
/// server does not meet all of them in one moment.
final class Drain {
    private static final String REASON = "server shutting down";
    private static final Duration STEP = Duration.ofMillis(10);

    /// For what the last ones asked still wait for, and for the farewell itself: an event whose commit is in doubt is
    /// answered after 5 s at the latest, and a client that does not finish its upgrade polls again after 10 s.
    private static final Duration GRACE = Duration.ofSeconds(11);

    /// For what is left to be thrown away.
    private static final Duration CUT = Duration.ofSeconds(1);

    private final EngineSessions sessions;

    Drain(EngineSessions sessions) {
        this.sessions = sessions;
    }

    void run(Duration time) {
        sessions.refuse();
        // Their ids are random, so nobody's sockets stand together.
        var waiting = new ArrayDeque<>(sessions.all());
        waiting.forEach(session -> session.loop.execute(() -> session.lastCall(REASON)));
        int all = waiting.size();
        long start = System.nanoTime();
        while (someoneIsLeft(waiting)) {
            long passed = System.nanoTime() - start;
            long due = passed >= time.toNanos() ? all : 1 + (long) ((double) all * passed / time.toNanos());
            while (all - waiting.size() < due && !waiting.isEmpty()) {
                ask(waiting.remove());
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        sessions.all().forEach(Drain::ask); // whose handshake was under way
        awaitNone(GRACE);
        sessions.all().forEach(session -> session.loop.execute(() -> session.cut(REASON)));
        awaitNone(CUT);
    }

    /// Whether anybody is still to be asked: those who went by themselves need no turn.
    private boolean someoneIsLeft(Queue<EngineSession> waiting) {
        for (var next = waiting.peek(); next != null; next = waiting.peek()) {
            if (sessions.find(next.id()) == next) {
                return true;
            }
            waiting.remove();
        }
        return false;
    }

    private static void ask(EngineSession session) {
        session.loop.execute(() -> session.drain(REASON));
    }

    private void awaitNone(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!sessions.all().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
