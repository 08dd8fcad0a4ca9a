package io.rotunda.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Tells on a terminal what is being done, in one line that is written over; without a terminal, a line for each run.
final class Progress {
    private static final String CLEAR = "\r\033[K";
    private static final int WIDTH = 118;

    /// So many seconds of estimates weigh as much as what has been seen: the first run also starts a server.
    private static final double TRUSTED = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private final double planned;
    private double done;
    private double current;
    private String run = "";

    /// @param planned the seconds that everything was estimated at
    Progress(PrintStream out, boolean terminal, Duration planned) {
        this.out = out;
        this.terminal = terminal;
        this.planned = planned.toMillis() / 1e3;
    }

    synchronized void begin(String newRun, Duration estimate) {
        run = newRun;
        current = estimate.toMillis() / 1e3;
        if (terminal) {
            now("starting");
        }
    }

    synchronized void now(String what) {
        if (terminal) {
            var line = run + " · " + what + " · " + left();
            out.print(CLEAR + line.substring(0, Math.min(WIDTH, line.length())));
            out.flush();
        }
    }

    synchronized void end(String result) {
        done += current;
        out.println((terminal ? CLEAR : "") + run + " · " + result + (terminal ? "" : " · " + left()));
    }

    synchronized void say(String line) {
        out.println((terminal ? CLEAR : "") + line);
    }

    /// As long as it was estimated, times what the estimates have been wrong by so far.
    private String left() {
        double elapsed = (System.nanoTime() - start) / 1e9;
        double factor = (elapsed + TRUSTED) / (done + TRUSTED);
        long seconds = Math.max(0, Math.round((planned - done) * factor));
        return String.format(Locale.ROOT, "about %d:%02d left", seconds / 60, seconds % 60);
    }
}
