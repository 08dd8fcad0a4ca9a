package io.rotunda.server.chaos.history;

import java.util.TreeSet;

/// How far one client knows one room: everything through `known`, and some positions ahead of it.
final class Standing {
    private final TreeSet<Long> ahead = new TreeSet<>();
    private long known;
    private long lastLive;
    private long lateThrough;
    private final TreeSet<Long> page = new TreeSet<>();

    /// It entered, and everything behind `logEnd` comes live. What lies before it may still come, late: it was
    /// committed before it was told.
    void begin(long logEnd) {
        known = logEnd;
        lateThrough = logEnd;
        lastLive = 0;
        ahead.clear();
        page.clear();
    }

    /// It entered, and was sent everything that it did not know up to `through`.
    void resume(long through) {
        begin(through);
        lateThrough = 0;
    }

    /// Whether it has heard nothing since it entered at `logEnd`.
    boolean untold(long logEnd) {
        return lastLive == 0 && page.isEmpty() && known == logEnd;
    }

    /// It was sent this position in a page.
    void replayed(long seq) {
        page.add(seq);
        if (seq > known) {
            ahead.add(seq);
            absorb();
        }
    }

    Heard live(long seq) {
        if (seq > known && !ahead.contains(seq)) {
            boolean next = seq == known + 1;
            known = seq;
            lastLive = seq;
            ahead.headSet(seq, true).clear();
            absorb();
            return next ? Heard.NEXT : Heard.GAP;
        }
        if (seq <= lateThrough && seq > lastLive && !page.contains(seq)) {
            lastLive = seq;
            return Heard.NEXT;
        }
        return seq < lastLive && !page.contains(seq) ? Heard.BACKWARDS : Heard.REPEATED;
    }

    long known() {
        return known;
    }

    private void absorb() {
        while (!ahead.isEmpty() && ahead.first() == known + 1) {
            known = ahead.removeFirst();
        }
    }

    /// How a live event stands to what was known.
    enum Heard {
        NEXT,
        GAP,
        REPEATED,
        BACKWARDS
    }
}
