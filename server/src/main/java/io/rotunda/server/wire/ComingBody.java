package io.rotunda.server.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A body that is read while it comes. Its connection is not read from while more than a little waits here: a reader
/// who takes its time holds up nobody but the writer.
public final class ComingBody {
    /// For so long nothing may come: a writer that is cut off is never heard of again.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// What may wait; beside it at most what one read of the connection brought.
    private static final int PLENTY = 32 << 10;

    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private final Executor loop;
    private final Flow flow;
    private int waiting;
    private boolean ended;
    private boolean cut;

    /// One that has come, and is empty.
    static ComingBody none() {
        var body = new ComingBody(Runnable::run, _ -> {});
        body.end();
        return body;
    }

    /// Starts and stops reading from the connection. On its loop.
    interface Flow {
        void readOn(boolean on);
    }

    /// @param loop the connection's
    ComingBody(Executor loop, Flow flow) {
        this.loop = loop;
        this.flow = flow;
    }

    /// The next piece, of any size but none; null after the last one. Blocks.
    ///
    /// @throws Cut if it will never be whole
    public byte @Nullable [] next() throws Cut, InterruptedException {
        boolean hungry;
        byte @Nullable [] piece;
        synchronized (this) {
            long patientUntil = System.nanoTime() + PATIENCE.toNanos();
            while (pieces.isEmpty() && !ended && !cut) {
                long millis = (patientUntil - System.nanoTime()) / 1_000_000;
                cut = millis <= 0;
                wait(Math.max(1, millis));
            }
            if (cut) {
                throw new Cut();
            }
            piece = pieces.poll();
            hungry = piece != null && waiting > PLENTY && waiting - piece.length <= PLENTY;
            waiting -= piece == null ? 0 : piece.length;
        }
        if (hungry) {
            steer();
        }
        return piece;
    }

    /// On the connection's loop, as is all below.
    void add(byte[] piece) {
        boolean plenty;
        synchronized (this) {
            pieces.add(piece);
            plenty = waiting <= PLENTY && waiting + piece.length > PLENTY;
            waiting += piece.length;
            notifyAll();
        }
        if (plenty) {
            steer();
        }
    }

    /// Decided on the loop, from what waits by then: whoever adds and whoever takes may come here in another order than
    /// they changed it in.
    private void steer() {
        loop.execute(() -> flow.readOn(!plenty()));
    }

    private synchronized boolean plenty() {
        return waiting > PLENTY;
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// Does nothing if it has ended.
    synchronized void cut() {
        if (!ended) {
            cut = true;
            pieces.clear();
            notifyAll();
        }
    }

    /// The body breaks off.
    public static final class Cut extends Exception {
        private static final long serialVersionUID = 1;

        Cut() {
            super("the body breaks off", null, false, false);
        }
    }
}
