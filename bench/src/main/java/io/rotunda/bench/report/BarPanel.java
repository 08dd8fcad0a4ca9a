package io.rotunda.bench.report;

import java.util.Map;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// A bar for each server, from 0, with the range of the rounds across its end.
///
/// @param unit below the axis
record BarPanel(String title, String unit, SequencedMap<String, Summary> bars) implements Panel {
    private static final double BAR = 20;
    private static final double STEP = 28;
    private static final double HEAD = 26;
    private static final double FOOT = 44;
    private static final double LABEL = 64;

    @Override
    public double height() {
        return HEAD + bars.size() * STEP + FOOT;
    }

    @Override
    public void draw(Svg svg, double left, double top, double width, UnaryOperator<String> colour) {
        double plot = width - LABEL;
        var scale = Scale.linear(
                bars.values().stream().mapToDouble(Summary::max).max().orElse(1));
        double bottom = top + HEAD + bars.size() * STEP;
        svg.text(left, top + 14, "start", "title", title);
        for (double tick : scale.ticks()) {
            double x = left + plot * scale.position(tick);
            svg.line(x, top + HEAD, x, bottom, tick == 0 ? "axis" : "grid");
            svg.text(x, bottom + 15, "middle", "", Numbers.tick(tick));
        }
        svg.text(left + plot / 2, bottom + 31, "middle", "", unit);
        double y = top + HEAD + (STEP - BAR) / 2;
        for (Map.Entry<String, Summary> bar : bars.entrySet()) {
            var value = bar.getValue();
            double middle = y + BAR / 2;
            svg.bar(left, y, plot * scale.position(value.median()), BAR, colour.apply(bar.getKey()));
            double from = left + plot * scale.position(value.min());
            double to = left + plot * scale.position(value.max());
            if (value.max() > value.min()) {
                svg.line(from, middle, to, middle, "range");
                svg.line(from, middle - 5, from, middle + 5, "range");
                svg.line(to, middle - 5, to, middle + 5, "range");
            }
            svg.text(to + 6, middle + 4, "start", "", Numbers.text(value.median()));
            y += STEP;
        }
    }
}
