package io.rotunda.server.chaos.history;

import java.util.List;

/// One sentence of the contract, held against a history. Its name is the sentence.
abstract class Rule {
    private final Verdict verdict;
    protected final Truth truth;

    Rule(Truth truth, Verdict verdict) {
        this.truth = truth;
        this.verdict = verdict;
    }

    /// Sees each line in order.
    abstract void see(Line line);

    /// The verdict knows of it from now on, even if it never looks.
    final void announce() {
        verdict.holds(getClass().getSimpleName());
    }

    /// All lines were seen.
    void end() {}

    /// Counts one comparison, and keeps what it found if it does not hold.
    final void check(boolean holds, String where, Object about, String what, Integer... lines) {
        var name = getClass().getSimpleName();
        verdict.looked(name);
        if (!holds) {
            verdict.found(new Finding(name, where, String.valueOf(about), what, List.of(lines)));
        }
    }

    final void fault(String where, Object about, String what, Integer... lines) {
        check(false, where, about, what, lines);
    }
}
