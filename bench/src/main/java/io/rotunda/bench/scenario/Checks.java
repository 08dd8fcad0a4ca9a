package io.rotunda.bench.scenario;

/// What became of everything that clients should have heard, over a whole run with its warm-up.
///
/// @param expected deliveries and answers that should have come
/// @param missing how many of them did not
/// @param duplicates what came more often than once
/// @param outOfOrder what came after something that was sent later by the same sender to the same room
/// @param strays what came to somebody who should not have heard it
public record Checks(long expected, long missing, long duplicates, long outOfOrder, long strays) {
    /// Nothing was checked.
    public static final Checks NONE = new Checks(0, 0, 0, 0, 0);

    /// Whether everybody heard everything once and in order.
    public boolean hold() {
        return missing == 0 && duplicates == 0 && outOfOrder == 0 && strays == 0;
    }

    /// Both together.
    public Checks plus(Checks other) {
        return new Checks(
                expected + other.expected,
                missing + other.missing,
                duplicates + other.duplicates,
                outOfOrder + other.outOfOrder,
                strays + other.strays);
    }
}
