package io.rotunda.server.chaos.history;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/// Holds every rule against a history. Start here.
public final class Checker {
    private static final List<BiFunction<Truth, Verdict, Rule>> RULES = List.of(
            EachPositionIsTakenOnce::new,
            AcknowledgedIsStored::new,
            StoredWasSent::new,
            OneNameIsOneMessage::new,
            RefusedIsNotStored::new,
            AnsweredAtMostOnce::new,
            RetriesGetTheFirstAnswer::new,
            SentSaysWhatIsStored::new,
            LiveIsStored::new,
            LiveFollowsWithoutGapOrRepeat::new,
            ReplayIsTheComplement::new,
            ViewsConverge::new,
            OnlyJoinedRoomsAreHeard::new,
            StreamedPartsFollowEachOther::new,
            TypingIsHeardAlike::new,
            WhoTypesHasSaidSo::new);

    private Checker() {}

    /// Checks the history in a file.
    public static Verdict check(Path history) {
        return check(History.of(history));
    }

    /// Reads the history twice: what is in the tables in the end is needed from the first line on.
    public static Verdict check(History history) {
        var truth = Truth.of(history);
        var verdict = new Verdict(history);
        new HistoryIsWhole(truth, verdict).end();
        if (!verdict.findings().isEmpty()) {
            return verdict;
        }
        var rules = RULES.stream().map(rule -> rule.apply(truth, verdict)).toList();
        rules.forEach(Rule::announce);
        history.forEach(line -> {
            var joined = Joins.joined(truth, line);
            if (!(line instanceof Line.Joined)) {
                rules.forEach(rule -> rule.see(line));
            }
            if (joined != null) {
                rules.forEach(rule -> rule.see(joined));
            }
        });
        rules.forEach(Rule::end);
        return verdict;
    }
}
