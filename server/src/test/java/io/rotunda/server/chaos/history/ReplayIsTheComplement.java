package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A page holds everything behind the message that it was asked from, up to where the room's log ended or the page
/// does, in order and nothing else; as it is stored, byte for byte.
final class ReplayIsTheComplement extends Rule {
    private static final int LATEST = 50;

    /// By client and room: where the log ended, as an answer said whose page has not come yet.
    private final Map<String, Map<String, Long>> joined = new HashMap<>();

    ReplayIsTheComplement(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        switch (line) {
            // What was sent before this has come by now, or never will: the next page answers another question.
            case Line.Connect connected -> joined.remove(connected.client());
            case Line.Joined entered ->
                joined.computeIfAbsent(entered.client(), _ -> new HashMap<>()).put(entered.room(), entered.seq());
            case Line.Replay replay -> {
                var log = truth.log(replay.room());
                var answered = joined.getOrDefault(replay.client(), Map.of());
                long end = answered.containsKey(replay.room())
                        ? answered.remove(replay.room())
                        : Stretch.leastLogEnd(replay, log);
                compare(replay, log, Stretch.of(replay, log, end));
            }
            default -> {}
        }
    }

    private void compare(Line.Replay replay, RoomLog log, Stretch stretch) {
        var messages = new ArrayList<Long>();
        var changes = new ArrayList<Long>();
        for (var entry : log.between(stretch.from(), stretch.through())) {
            (entry.isMessage() ? messages : changes).add(entry.seq());
        }
        boolean plainChannel = replay.after() == null && replay.events().isEmpty();
        same(replay, log, messages, replay.messages().stream().map(Durable::seq).toList());
        if (!plainChannel) {
            same(
                    replay,
                    log,
                    changes,
                    replay.events().stream()
                            .map(event -> Durable.seq(event.path("data")))
                            .toList());
        }
        if (replay.after() == null && !replay.hasMore()) {
            check(
                    stretch.isEmpty()
                            || log.between(1, stretch.from() - 1).stream().noneMatch(RoomLog.Entry::isMessage)
                            || messages.size() == LATEST,
                    where(replay),
                    stretch.from(),
                    "there is more before it",
                    replay.number(),
                    log.line());
        }
        replay.messages().forEach(message -> message(replay, log, stretch, message));
        replay.events().forEach(event -> change(replay, log, event));
    }

    private void same(Line.Replay replay, RoomLog log, List<Long> expected, List<Long> held) {
        if (!expected.equals(held)) {
            var missing = new ArrayList<>(expected);
            missing.removeAll(held);
            var extra = new ArrayList<>(held);
            extra.removeAll(expected);
            fault(
                    where(replay),
                    String.valueOf(replay.after()),
                    "the page lacks " + missing + " and has " + extra + " too much, or is out of order",
                    replay.number(),
                    log.line());
        } else {
            check(true, "", "", "");
        }
    }

    private void message(Line.Replay replay, RoomLog log, Stretch stretch, JsonNode shown) {
        var id = Lines.text(shown, "id");
        var entry = log.message(id);
        check(
                entry != null
                        && Shown.lasting(shown, entry.deleted()).equals(Shown.lasting(entry.data(), entry.deleted()))
                        && log.states().heldAtOrAfter(stretch.through(), id, shown),
                where(replay),
                id,
                "was replayed otherwise than it is stored",
                replay.number(),
                log.line());
    }

    private void change(Line.Replay replay, RoomLog log, JsonNode event) {
        var data = event.path("data");
        var entry = log.at(Durable.seq(data));
        boolean erased = entry != null && LiveIsStored.erased(log, entry);
        boolean same = entry != null
                && entry.event().equals(event.path("event").asText())
                && (erased
                        ? LiveIsStored.said(entry.data()).equals(LiveIsStored.said(data))
                        : entry.data().toString().equals(data.toString()));
        check(
                same,
                where(replay),
                Durable.seq(data),
                "was replayed otherwise than it is stored",
                replay.number(),
                log.line());
    }

    private static String where(Line.Replay replay) {
        return replay.room() + " " + replay.client();
    }
}
