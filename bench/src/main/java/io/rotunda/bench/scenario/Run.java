package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Clients;
import io.rotunda.bench.client.Tokens;
import io.rotunda.bench.contest.Contestant;
import io.rotunda.bench.contest.Server;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// One run of a scenario against one server.
///
/// @param progress hears what is being done, and at what rate
public record Run(Server server, Pace pace, Tokens tokens, String prefix, Consumer<String> progress) {
    private static final AtomicInteger RUNS = new AtomicInteger();

    /// In rooms that nobody has been in.
    public Run(Server server, Pace pace, Consumer<String> progress) {
        this(server, pace, new Tokens(Contestant.SECRET), "r" + RUNS.incrementAndGet(), progress);
    }

    /// The same, in other rooms.
    Run elsewhere() {
        return new Run(server, pace, progress);
    }

    /// The id of a channel or a conversation of this run.
    String room(int number) {
        return String.format(Locale.ROOT, "%s-%05d", prefix, number);
    }

    Clients clients(Clients.Transport transport) {
        return new Clients(server.port(), transport);
    }

    void report(String what) {
        progress.accept(what);
    }
}
