package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Clients.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a delivery costs in small and in large rooms.
final class GrowingRoom implements Scenario {
    static final List<Integer> SIZES = List.of(10, 100, 1_000, 5_000);

    /// Fewer than one user may have, with those who come and go.
    static final int SOCKETS_PER_USER = 15;

    private static final int SPEAKERS = 4;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "typing in rooms of 10 to 5,000 sockets, 8 events under way";
    }

    @Override
    public String operation() {
        return "delivery";
    }

    @Override
    public String axis() {
        return "members";
    }

    @Override
    public boolean isLong() {
        return true;
    }

    @Override
    public Duration estimate(Pace pace) {
        return pace.around(Duration.ofSeconds(4)).multipliedBy(SIZES.size());
    }

    @Override
    public List<Outcome> run(Run run) throws Exception {
        var outcomes = new ArrayList<Outcome>();
        for (int size : SIZES) {
            var layout = new Layout(1, size, SPEAKERS, SOCKETS_PER_USER);
            var conversation =
                    new Conversation(name(), title(), 1, size, SPEAKERS, false, 0, 2, false, Transport.WEBSOCKET);
            outcomes.add(conversation.run(run.elsewhere(), layout).sized(size));
        }
        return outcomes;
    }
}
