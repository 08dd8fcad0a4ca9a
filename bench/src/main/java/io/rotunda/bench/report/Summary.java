package io.rotunda.bench.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// The median of some values, and what lies around it.
public record Summary(double median, double min, double max) {
    /// Of no values there is none. An even number of values has the mean of the two in the middle as its median.
    static Optional<Summary> of(DoubleStream values) {
        var sorted = values.filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return Optional.of(
                new Summary(median, sorted[0], Arrays.stream(sorted).max().orElseThrow()));
    }

    /// `12.3 (11.8–14.0)`, or only the median if there is nothing around it.
    String text() {
        var middle = Numbers.text(median);
        var low = Numbers.text(min);
        var high = Numbers.text(max);
        return low.equals(high) ? middle : middle + " (" + low + "–" + high + ")";
    }
}
