package io.rotunda.rooms;

/// Measures how long something took, in microseconds, and up to half an hour: a point in time takes no more than an
/// `int`, which whoever tells a room carries along at no cost.
public final class Stopwatch {
    private static final int NANOS = 1000;

    private Stopwatch() {}

    /// Now. It wraps, so that only differences mean something.
    public static int micros() {
        return (int) (System.nanoTime() / NANOS);
    }
}
