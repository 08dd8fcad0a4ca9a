package io.rotunda.rooms;

/// A stretch of a room's log, both ends included; empty if `first` is 0 or behind `last`.
public record Positions(long first, long last) {

    /// Whether the position lies in it.
    public boolean hold(long seq) {
        return first > 0 && first <= seq && seq <= last;
    }
}
