package io.rotunda.server.chaos.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Acknowledged messages and their latencies over time, and under them a row for each kind of fault.
final class Plot {
    private static final int LEFT = 150;
    private static final int WIDTH = 900;
    private static final int RATE_TOP = 40;
    private static final int LATENCY_TOP = 230;
    private static final int HEIGHT = 150;
    private static final int FAULTS_TOP = 425;
    private static final int ROW = 16;
    private static final int POINTS = 450;
    private static final double LEAST_MS = 1;
    private static final int DECADES = 4;

    private final StringBuilder svg = new StringBuilder();
    private final Tally tally;
    private final double millis;
    private final int step;

    private Plot(Tally tally) {
        this.tally = tally;
        this.millis = Math.max(1, tally.millis());
        this.step = Math.max(1, (int) Math.ceil(millis / 1000 / POINTS));
    }

    static String of(Tally tally) {
        return new Plot(tally).draw();
    }

    private String draw() {
        var kinds = tally.faults().stream()
                .map(Tally.Span::kind)
                .distinct()
                .sorted()
                .toList();
        int bottom = FAULTS_TOP + kinds.size() * ROW;
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='11'>",
                LEFT + WIDTH + 30, bottom + 60);
        add("<rect width='100%%' height='100%%' fill='white'/>");
        var points = points();
        rate(points);
        latency(points);
        faults(kinds);
        time(bottom);
        return svg.append("</svg>\n").toString();
    }

    /// One for each step of time.
    private List<Second> points() {
        var points = new ArrayList<Second>();
        for (int i = 0; i < tally.seconds().size(); i++) {
            if (i % step == 0) {
                points.add(new Second());
            }
            points.getLast().addAll(tally.seconds().get(i));
        }
        return points;
    }

    private void rate(List<Second> points) {
        double most = points.stream().mapToInt(Second::acknowledged).max().orElse(1) / (double) step;
        title(RATE_TOP, "acknowledged messages per second");
        for (int i = 0; i <= 2; i++) {
            line(RATE_TOP + HEIGHT - HEIGHT * i / 2.0, "%.0f".formatted(most * i / 2));
        }
        for (int i = 0; i < points.size(); i++) {
            double height = points.get(i).acknowledged() / (double) step / most * HEIGHT;
            add(
                    "<rect x='%.1f' y='%.1f' width='%.2f' height='%.1f' fill='#4c78a8'/>",
                    x(i * step * 1000.0), RATE_TOP + HEIGHT - height, WIDTH * step * 1000.0 / millis, height);
        }
    }

    private void latency(List<Second> points) {
        title(
                LATENCY_TOP,
                "latency of acknowledgements, ms (logarithmic): <tspan fill='#54a24b'>median</tspan>, "
                        + "<tspan fill='#e45756'>99th percentile</tspan>");
        for (int i = 0; i <= DECADES; i++) {
            line(LATENCY_TOP + HEIGHT - HEIGHT * i / (double) DECADES, "%.0f".formatted(Math.pow(10, i)));
        }
        curve(points, "#e45756", point -> point.quantile(0.99));
        curve(points, "#54a24b", point -> point.quantile(0.5));
    }

    /// Broken where nothing was acknowledged.
    private void curve(List<Second> points, String colour, ToDoubleFunction<Second> value) {
        var path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < points.size(); i++) {
            double ms = value.applyAsDouble(points.get(i));
            if (Double.isNaN(ms)) {
                drawing = false;
                continue;
            }
            double share = Math.min(1, Math.log10(Math.max(LEAST_MS, ms)) / DECADES);
            path.append(format(
                    "%s%.1f %.1f",
                    drawing ? "L" : "M", x((i + 0.5) * step * 1000), LATENCY_TOP + HEIGHT * (1 - share)));
            path.append(drawing ? "" : "h0.1"); // a point where nothing follows
            drawing = true;
        }
        add("<path d='%s' fill='none' stroke='%s' stroke-width='1.5' stroke-linecap='round'/>", path, colour);
    }

    private void faults(List<String> kinds) {
        title(
                FAULTS_TOP,
                "faults: <tspan fill='#e45756'>server</tspan>, <tspan fill='#b279a2'>PostgreSQL</tspan>, "
                        + "<tspan fill='#f58518'>clients' connections</tspan>, <tspan fill='#72a0a0'>database connections</tspan>");
        for (int i = 0; i < kinds.size(); i++) {
            var kind = kinds.get(i);
            long count = tally.faults().stream()
                    .filter(fault -> fault.kind().equals(kind))
                    .count();
            add(
                    "<text x='%d' y='%d' text-anchor='end'>%s (%d)</text>",
                    LEFT - 8, FAULTS_TOP + i * ROW + 12, kind, count);
            add(
                    "<rect x='%d' y='%d' width='%d' height='%d' fill='#f4f4f4'/>",
                    LEFT, FAULTS_TOP + i * ROW + 2, WIDTH, ROW - 3);
        }
        for (var fault : tally.faults()) {
            add(
                    "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='%s'/>",
                    x(fault.from()),
                    FAULTS_TOP + kinds.indexOf(fault.kind()) * ROW + 2,
                    Math.max(1.5, x(fault.to()) - x(fault.from())),
                    ROW - 3,
                    colour(fault.target()));
        }
    }

    private static String colour(String target) {
        return switch (target) {
            case "server" -> "#e45756";
            case "postgres" -> "#b279a2";
            case "clients-link" -> "#f58518";
            default -> "#72a0a0";
        };
    }

    private void time(int bottom) {
        double minutes = millis / 60_000;
        double tick = minutes <= 2 ? 0.25 : minutes <= 6 ? 0.5 : minutes <= 15 ? 1 : minutes <= 40 ? 5 : 10;
        for (double at = 0; at <= minutes; at += tick) {
            add(
                    "<text x='%.1f' y='%d' text-anchor='middle' fill='#555'>%s</text>",
                    x(at * 60_000), bottom + 18, at == Math.rint(at) ? "%.0f".formatted(at) : "%.2f".formatted(at));
        }
        add(
                "<text x='%d' y='%d' text-anchor='middle' fill='#555'>minutes since the campaign began</text>",
                LEFT + WIDTH / 2, bottom + 38);
    }

    private void title(int top, String text) {
        add(
                "<text x='%d' y='%d' font-size='13' font-weight='bold'>" + text.replace("%", "%%") + "</text>",
                LEFT,
                top - 12);
    }

    private void line(double y, String label) {
        add("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#ddd'/>", LEFT, LEFT + WIDTH, y, y);
        add("<text x='%d' y='%.1f' text-anchor='end' fill='#555'>%s</text>", LEFT - 8, y + 4, label);
    }

    private double x(double at) {
        return LEFT + at / millis * WIDTH;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the library with that annotation is not here
    private void add(String element, Object... values) {
        svg.append(format(element, values)).append('\n');
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
