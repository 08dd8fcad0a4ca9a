package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.List;

/// A thread that tells many things in a row, such as all that was committed together. What it gives to a lane has
/// its place there at once, but the lane is woken only at the end of the row: it then sends each client all of it
/// together. Woken by somebody else before, it begins earlier.
public final class Teller extends Thread {
    private final List<Lane> asleep = new ArrayList<>();
    private boolean inARow;

    /// When the row began.
    private int since;

    private long heard;

    public Teller(String name, Runnable work) {
        super(work, name);
        setDaemon(true);
    }

    /// Runs `telling`, which waits for nothing; on a thread that is no teller, every lane is woken each time.
    public static void inARow(Runnable telling) {
        if (currentThread() instanceof Teller teller && !teller.inARow) {
            teller.tellInARow(telling);
        } else {
            telling.run();
        }
    }

    /// Wakes `lane`, which was given something by this thread: now, or at the end of the row.
    public static void wake(Lane lane) {
        if (currentThread() instanceof Teller teller && teller.inARow) {
            if (!teller.asleep.contains(lane)) { // as few as the machine has processors
                teller.asleep.add(lane);
            }
        } else {
            lane.wake();
        }
    }

    /// How many deliveries this thread has asked for since this was taken last, one for each member of each room that
    /// it told something; 0 on a thread that is no teller.
    public static long takeHeard() {
        if (!(currentThread() instanceof Teller teller)) {
            return 0;
        }
        long heard = teller.heard;
        teller.heard = 0;
        return heard;
    }

    /// Since when there is what this thread tells now, on the [Stopwatch]: all that is told in a row was there when it
    /// began.
    static int since() {
        return currentThread() instanceof Teller teller && teller.inARow ? teller.since : Stopwatch.micros();
    }

    static void hears(int members) {
        if (currentThread() instanceof Teller teller) {
            teller.heard += members;
        }
    }

    private void tellInARow(Runnable telling) {
        inARow = true;
        since = Stopwatch.micros();
        try {
            telling.run();
        } finally {
            inARow = false;
            asleep.forEach(Lane::wake);
            asleep.clear();
        }
    }
}
