package io.rotunda.server.admin;

import io.rotunda.handlers.Session;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The clients that operators are shown, one by one: as many as a browser and one packet can take, whoever came first
/// of those that there are. Nothing tells this of a change; it looks, as long as somebody watches. One thread.
final class Roster {
    static final int MAX_SOCKETS = 1_000;

    private final Map<Session, Shown> shown = new LinkedHashMap<>();
    private final Budget budget;
    private boolean looked;

    /// @param maxBytes of all that is shown
    Roster(int maxBytes) {
        budget = new Budget(maxBytes);
    }

    /// Tells what has changed since the last time, and has everybody looked at for the next.
    void update(Iterable<Session> open, Changes changes, String time) {
        var here = new HashSet<Session>();
        open.forEach(here::add);
        looked = looked || !shown.isEmpty() || here.isEmpty();
        shown.entrySet()
                .removeIf(
                        each -> !here.contains(each.getKey()) && each.getValue().tellGone(changes, budget, time));
        for (var session : here) {
            if (shown.size() == MAX_SOCKETS) {
                break;
            }
            shown.computeIfAbsent(session, Shown::new);
        }
        shown.forEach((session, one) -> {
            if (here.contains(session)) {
                one.tell(changes, budget, time);
                one.look();
            }
        });
    }

    /// Whether there was time to look at those who were there from the start.
    boolean ready() {
        return looked;
    }

    /// How many are shown.
    int size() {
        return (int) shown.values().stream().filter(Shown::there).count();
    }

    /// All that is shown.
    List<SocketView> views() {
        return shown.values().stream().map(Shown::view).filter(Objects::nonNull).toList();
    }
}
