package io.rotunda.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as people read them.
final class Numbers {
    private Numbers() {}

    /// With three digits that say something, and all digits before the point.
    static String text(double value) {
        double size = Math.abs(value);
        return format(size >= 100 || value == 0 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.2g", value);
    }

    /// With all its digits.
    static String text(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// As short as an axis needs it: `250k`, `1.5M`.
    static String tick(double value) {
        double size = Math.abs(value);
        if (size >= 1e6) {
            return trim(value / 1e6) + "M";
        }
        return size >= 1e4 ? trim(value / 1e3) + "k" : trim(value);
    }

    private static String trim(double value) {
        return value == Math.rint(value)
                ? format("%,.0f", value)
                : new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
