package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What one client is owed, collected from several trails, as long as it is not more than may be sent at once.
final class Missed {
    /// What a telling costs on the wire beside its payload.
    private static final int FRAMING = 100;

    private final int maxBytes;
    private final List<Told> told = new ArrayList<>();
    private long bytes;

    Missed(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// False once it is too much: nothing more needs to be read.
    boolean add(Told one) {
        told.add(one);
        bytes += one.frame.weight() + FRAMING;
        return !tooMuch();
    }

    boolean tooMuch() {
        return bytes > maxBytes;
    }

    List<Frame> inOrder() {
        told.sort(Comparator.comparingLong(one -> one.position));
        return told.stream().map(one -> one.frame).toList();
    }
}
