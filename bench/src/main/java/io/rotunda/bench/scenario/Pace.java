package io.rotunda.bench.scenario;

import java.time.Duration;

/// How much is done.
///
/// @param warmUp before each measurement
/// @param measured the measurement itself
/// @param scale by which the large numbers of clients are multiplied
/// @param idle how many clients are idle
public record Pace(Duration warmUp, Duration measured, double scale, int idle) {
    /// For figures that are worth keeping.
    public static final Pace FULL = new Pace(Duration.ofSeconds(3), Duration.ofSeconds(5), 1, 10_000);

    /// For a first impression.
    public static final Pace QUICK = new Pace(Duration.ofMillis(1500), Duration.ofMillis(2000), 1, 2_000);

    /// For a proof that it works: figures mean nothing.
    public static final Pace SMOKE = new Pace(Duration.ofMillis(100), Duration.ofMillis(300), 0.02, 40);

    /// As many as this, unless fewer are wanted.
    public int clients(int full) {
        return Math.max(4, (int) (full * scale));
    }

    /// What a run takes with all that is around the measurement.
    Duration around(Duration more) {
        return warmUp.plus(measured).plus(more);
    }
}
