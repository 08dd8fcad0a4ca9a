package io.rotunda.server.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// A line for each fault, while it happens, and how many there were of each kind.
final class ProgressLines implements Campaign.Progress {
    private final PrintStream out;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void fault(Fault fault, Clients.Status status, Duration sinceStart) {
        int number = counts.merge(fault.kind(), 1, Integer::sum);
        out.printf(
                "%7.1f s  %-16s %3d  %-13s acknowledged %6d  refused %5d  unknown %4d  up to date %2d of %d%n",
                sinceStart.toMillis() / 1000.0,
                fault.kind().wireName(),
                number,
                fault.target().wireName(),
                status.acked(),
                status.failed(),
                status.unknown(),
                status.settled(),
                status.clients());
        out.flush();
    }

    Map<Kind, Integer> counts() {
        return counts;
    }
}
