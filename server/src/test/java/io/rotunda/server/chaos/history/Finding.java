package io.rotunda.server.chaos.history;

import java.util.List;

/// A promise that was broken, and where one sees it.
///
/// @param rule which
/// @param where the room, the client or both
/// @param about the position or id
/// @param lines of the history
public record Finding(String rule, String where, String about, String what, List<Integer> lines) {
    public Finding {
        lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
        return rule + ": " + where + ", " + about + ": " + what + ", lines " + lines;
    }
}
