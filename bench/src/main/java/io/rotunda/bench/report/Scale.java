package io.rotunda.bench.report;

import java.util.ArrayList;
import java.util.List;

/// Where values are on an axis.
final class Scale {
    private static final int ENOUGH_TICKS = 5;

    private final double low;
    private final double high;
    private final boolean logarithmic;
    private final List<Double> ticks;

    private Scale(double low, double high, boolean logarithmic, List<Double> ticks) {
        this.low = low;
        this.high = high;
        this.logarithmic = logarithmic;
        this.ticks = List.copyOf(ticks);
    }

    /// From 0 to at least `max`, or to 1 if that is 0, with ticks at round numbers.
    static Scale linear(double max) {
        double rough = (max > 0 ? max : 1) / ENOUGH_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power <= 1 ? 1 : rough / power <= 2 ? 2 : rough / power <= 5 ? 5 : 10);
        var ticks = new ArrayList<Double>();
        int steps = (int) Math.ceil(max / step);
        for (int i = 0; i <= Math.max(1, steps); i++) {
            ticks.add(i * step);
        }
        return new Scale(0, ticks.getLast(), false, ticks);
    }

    /// Whole powers of ten around `min` and `max`, with ticks there, and between them if there are few.
    static Scale logarithmic(double min, double max) {
        int from = (int) Math.floor(Math.log10(Math.max(min, 1e-9)));
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(Math.max(max, 1e-9))));
        var ticks = new ArrayList<Double>();
        for (int power = from; power <= to; power++) {
            ticks.add(Math.pow(10, power));
            if (to - from <= 2 && power < to) {
                ticks.add(3 * Math.pow(10, power));
            }
        }
        return new Scale(Math.pow(10, from), Math.pow(10, to), true, ticks);
    }

    List<Double> ticks() {
        return ticks;
    }

    /// 0 at the low end, 1 at the high one.
    double position(double value) {
        if (!logarithmic) {
            return (value - low) / (high - low);
        }
        double clamped = Math.max(low, value);
        return Math.log(clamped / low) / Math.log(high / low);
    }
}
