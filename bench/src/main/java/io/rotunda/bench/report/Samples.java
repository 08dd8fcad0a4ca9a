package io.rotunda.bench.report;

import io.rotunda.bench.scenario.Checks;
import io.rotunda.bench.scenario.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that was measured so far.
public final class Samples {
    private final List<Sample> all = new ArrayList<>();

    /// One more.
    public void add(Sample sample) {
        all.add(sample);
    }

    /// In the order in which they were added.
    public List<Sample> all() {
        return List.copyOf(all);
    }

    List<String> servers() {
        return all.stream().map(Sample::server).distinct().toList();
    }

    List<String> scenarios() {
        return all.stream().map(Sample::scenario).distinct().toList();
    }

    /// The sizes that a scenario went through, ascending; 0 is none.
    List<Double> sizes(String scenario) {
        return all.stream()
                .filter(sample -> sample.scenario().equals(scenario))
                .map(sample -> sample.outcome().size())
                .distinct()
                .sorted()
                .toList();
    }

    Optional<Summary> summary(String scenario, String server, double size, Metric metric) {
        return Summary.of(of(scenario, server, size)
                .map(sample -> sample.outcome().values().get(metric))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue));
    }

    /// How many times as much as another server this one has, compared inside each round: a machine whose speed drifts
    /// does so for both.
    Optional<Summary> ratio(String scenario, String server, String base, double size, Metric metric) {
        return Summary.of(of(scenario, server, size).mapToDouble(sample -> {
            var below = of(scenario, base, size)
                    .filter(other -> other.round() == sample.round())
                    .map(other -> other.outcome().values().get(metric))
                    .findFirst();
            var above = sample.outcome().values().get(metric);
            return below.isEmpty() || above == null ? Double.NaN : above / below.get();
        }));
    }

    Checks checks(String scenario, String server, double size) {
        return of(scenario, server, size)
                .map(sample -> sample.outcome().checks())
                .reduce(Checks.NONE, Checks::plus);
    }

    private Stream<Sample> of(String scenario, String server, double size) {
        return all.stream()
                .filter(sample -> sample.scenario().equals(scenario)
                        && sample.server().equals(server)
                        && sample.outcome().size() == size);
    }
}
