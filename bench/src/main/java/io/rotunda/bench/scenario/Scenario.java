package io.rotunda.bench.scenario;

import java.time.Duration;
import java.util.List;

/// Something that is done to a server, and measured.
public interface Scenario {
    /// On the command line, and in files.
    String name();

    /// In a sentence's length, with all numbers.
    String title();

    /// What CPU time and throughput are counted for, in the singular.
    String operation();

    /// What PostgreSQL's CPU time is counted for.
    default String stored() {
        return operation();
    }

    /// What the sizes of its outcomes are, or nothing if it has one size.
    default String axis() {
        return "";
    }

    /// What is drawn over the sizes.
    default Metric plotted() {
        return Metric.SERVER_CPU;
    }

    /// About how long it takes.
    Duration estimate(Pace pace);

    /// Whether it wants a process that has served nobody yet.
    default boolean fresh() {
        return false;
    }

    /// Whether it is left out when there is little time.
    default boolean isLong() {
        return false;
    }

    /// Does it.
    List<Outcome> run(Run run) throws Exception;
}
