package io.rotunda.bench.report;

import io.rotunda.bench.scenario.Metric;
import io.rotunda.bench.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Which figures there are.
final class Plots {
    private static final List<Metric> PERCENTILES =
            List.of(Metric.P50, Metric.P90, Metric.P99, Metric.P999, Metric.MAX);

    private final Samples samples;

    Plots(Samples samples) {
        this.samples = samples;
    }

    /// By the name of the file. A figure without panels is left out.
    SequencedMap<String, Figure> all(List<Scenario> scenarios) {
        var single =
                scenarios.stream().filter(scenario -> scenario.axis().isEmpty()).toList();
        var figures = new LinkedHashMap<String, Figure>();
        put(
                figures,
                "cpu",
                "CPU for each operation: less is better",
                single.stream().flatMap(scenario -> cpu(scenario).stream()).toList());
        put(
                figures,
                "throughput",
                "Throughput: more is better",
                scenarios.stream()
                        // at a given rate there is nothing to compare
                        .filter(scenario -> has(scenario, 0) && !measured(scenario, Metric.LAG))
                        .flatMap(
                                scenario -> bars(scenario, Metric.RATE, scenario.operation() + "s per second").stream())
                        .toList());
        put(
                figures,
                "latency",
                "Latency from the intended time of sending: less is better",
                single.stream()
                        .filter(scenario -> measured(scenario, Metric.P50))
                        .map(this::latency)
                        .toList());
        put(
                figures,
                "memory",
                "Resident memory for each idle connection: less is better",
                single.stream()
                        .flatMap(scenario -> bars(scenario, Metric.MEMORY, "bytes").stream())
                        .toList());
        put(
                figures,
                "growth",
                "What grows with what",
                scenarios.stream()
                        .filter(scenario -> !scenario.axis().isEmpty())
                        .map(this::growth)
                        .toList());
        return figures;
    }

    private void put(SequencedMap<String, Figure> figures, String name, String title, List<Panel> panels) {
        if (!panels.isEmpty()) {
            figures.put(name, new Figure(title, samples.servers(), panels));
        }
    }

    private List<Panel> cpu(Scenario scenario) {
        var panels = new ArrayList<>(bars(scenario, Metric.SERVER_CPU, "µs of the server per " + scenario.operation()));
        panels.addAll(bars(scenario, Metric.DATABASE_CPU, "µs of PostgreSQL per " + scenario.stored()));
        return panels;
    }

    private List<Panel> bars(Scenario scenario, Metric metric, String unit) {
        var bars = new LinkedHashMap<String, Summary>();
        for (var server : samples.servers()) {
            samples.summary(scenario.name(), server, 0, metric).ifPresent(value -> bars.put(server, value));
        }
        return bars.isEmpty() ? List.of() : List.of(new BarPanel(scenario.name(), unit, bars));
    }

    private Panel latency(Scenario scenario) {
        var places = new ArrayList<LinePanel.Place>();
        for (int i = 0; i < PERCENTILES.size(); i++) {
            places.add(new LinePanel.Place(
                    i / (PERCENTILES.size() - 1.0), PERCENTILES.get(i).title()));
        }
        return new LinePanel(scenario.name(), "ms", "percentile", true, places, lines(server -> {
            var points = new ArrayList<LinePanel.Point>();
            for (int i = 0; i < PERCENTILES.size(); i++) {
                double position = places.get(i).position();
                samples.summary(scenario.name(), server, 0, PERCENTILES.get(i))
                        .ifPresent(value -> points.add(new LinePanel.Point(position, value)));
            }
            return points;
        }));
    }

    private Panel growth(Scenario scenario) {
        var name = scenario.name();
        var sizes = samples.sizes(name).stream().filter(size -> size > 0).toList();
        var across = Scale.logarithmic(sizes.getFirst(), sizes.getLast());
        var places = across.ticks().stream()
                .map(tick -> new LinePanel.Place(across.position(tick), Numbers.tick(tick)))
                .toList();
        var metric = scenario.plotted();
        var unit = metric == Metric.SERVER_CPU
                ? "µs of the server per " + scenario.operation()
                : metric.title() + ", " + metric.unit();
        return new LinePanel(
                name,
                unit,
                scenario.axis(),
                metric != Metric.SERVER_CPU,
                places,
                lines(server -> sizes.stream()
                        .flatMap(size -> samples.summary(name, server, size, metric).stream()
                                .map(value -> new LinePanel.Point(across.position(size), value)))
                        .toList()));
    }

    private interface Line {
        List<LinePanel.Point> of(String server);
    }

    private SequencedMap<String, List<LinePanel.Point>> lines(Line line) {
        var lines = new LinkedHashMap<String, List<LinePanel.Point>>();
        for (var server : samples.servers()) {
            var points = line.of(server);
            if (!points.isEmpty()) {
                lines.put(server, points);
            }
        }
        return lines;
    }

    private boolean measured(Scenario scenario, Metric metric) {
        return samples.servers().stream()
                .anyMatch(server ->
                        samples.summary(scenario.name(), server, 0, metric).isPresent());
    }

    private boolean has(Scenario scenario, double size) {
        return samples.sizes(scenario.name()).contains(size);
    }
}
