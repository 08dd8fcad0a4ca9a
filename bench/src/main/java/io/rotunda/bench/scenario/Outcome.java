package io.rotunda.bench.scenario;

import java.util.EnumMap;
import java.util.Map;

/// What one run of a scenario measured; a scenario that changes its size has one for each size.
///
/// @param size on the axis of the plot, or 0 if the scenario has one size
/// @param values in the units of their metrics
public record Outcome(double size, Map<Metric, Double> values, Checks checks) {
    public Outcome {
        values = Map.copyOf(values);
    }

    /// Without a size.
    static Outcome of(Map<Metric, Double> values, Checks checks) {
        return new Outcome(0, values, checks);
    }

    Outcome sized(double newSize) {
        return new Outcome(newSize, values, checks);
    }

    Outcome with(Metric metric, double value) {
        var more = new EnumMap<>(values);
        more.put(metric, value);
        return new Outcome(size, more, checks);
    }
}
