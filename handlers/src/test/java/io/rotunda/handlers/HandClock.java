package io.rotunda.handlers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that the test moves.
final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-19T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }
}
