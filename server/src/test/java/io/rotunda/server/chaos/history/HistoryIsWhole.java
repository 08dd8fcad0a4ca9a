package io.rotunda.server.chaos.history;

/// The history has its end, and the table of each room in which anything was acknowledged. Of one that was cut nothing
/// else is looked at: it shows faults that are none, and hides those that are.
final class HistoryIsWhole extends Rule {
    HistoryIsWhole(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {}

    @Override
    void end() {
        check(truth.isEnded(), "", "", "the history is cut: it has no end");
        for (var room : truth.acknowledged()) {
            check(truth.log(room).line() > 0, room, "", "the history is cut: there is no table of this room");
        }
    }
}
