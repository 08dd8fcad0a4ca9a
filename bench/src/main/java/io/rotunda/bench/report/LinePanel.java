package io.rotunda.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A line for each server, with the range of the rounds at each of its points.
///
/// @param places where points may be, from left to right, with what is written below each
/// @param lines for each server, the values at its places
record LinePanel(
        String title,
        String unit,
        String axis,
        boolean logarithmic,
        List<Place> places,
        SequencedMap<String, List<Point>> lines)
        implements Panel {
    private static final double PLOT = 190;
    private static final double HEAD = 52;
    private static final double FOOT = 44;
    private static final double LEFT = 46;

    /// @param position from 0 to 1
    record Place(double position, String label) {}

    /// @param position of its place
    record Point(double position, Summary value) {}

    @Override
    public double height() {
        return HEAD + PLOT + FOOT;
    }

    @Override
    public void draw(Svg svg, double left, double top, double width, UnaryOperator<String> colour) {
        double plot = width - LEFT - 16;
        double x0 = left + LEFT;
        double bottom = top + HEAD + PLOT;
        var scale = scale();
        svg.text(left, top + 14, "start", "title", title);
        svg.text(left, top + 32, "start", "", unit);
        for (double tick : scale.ticks()) {
            double y = bottom - PLOT * scale.position(tick);
            svg.line(x0, y, x0 + plot, y, tick == scale.ticks().getFirst() ? "axis" : "grid");
            svg.text(x0 - 6, y + 4, "end", "", Numbers.tick(tick));
        }
        for (var place : places) {
            double x = x0 + plot * place.position();
            svg.line(x, bottom, x, bottom + 4, "axis");
            svg.text(x, bottom + 17, "middle", "", place.label());
        }
        svg.text(x0 + plot / 2, bottom + 34, "middle", "", axis);
        lines.forEach((server, points) -> {
            svg.path(
                    points.stream()
                            .map(point -> String.format(
                                    Locale.ROOT,
                                    "%.1f,%.1f",
                                    x0 + plot * point.position(),
                                    bottom - PLOT * scale.position(point.value().median())))
                            .collect(Collectors.joining(" ")),
                    colour.apply(server));
            for (var point : points) {
                double x = x0 + plot * point.position();
                svg.line(
                        x,
                        bottom - PLOT * scale.position(point.value().min()),
                        x,
                        bottom - PLOT * scale.position(point.value().max()),
                        "range");
                svg.dot(x, bottom - PLOT * scale.position(point.value().median()), colour.apply(server));
            }
        });
    }

    private Scale scale() {
        var values =
                lines.values().stream().flatMap(List::stream).map(Point::value).toList();
        double max = values.stream().mapToDouble(Summary::max).max().orElse(1);
        double min = values.stream().mapToDouble(Summary::min).min().orElse(1);
        return logarithmic ? Scale.logarithmic(min, max) : Scale.linear(max);
    }
}
