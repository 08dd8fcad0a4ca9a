package io.rotunda.server.chaos.history;

import java.util.Set;

/// A client hears only rooms that it has joined, and can join only those of its tenants.
final class OnlyJoinedRoomsAreHeard extends Rule {
    private static final Set<String> TRANSIENT =
            Set.of("typing:start", "typing:stop", "message:stream_started", "message:chunk");

    private final Whereabouts whereabouts;

    OnlyJoinedRoomsAreHeard(Truth truth, Verdict verdict) {
        super(truth, verdict);
        whereabouts = new Whereabouts(truth);
    }

    @Override
    void see(Line line) {
        whereabouts.see(line);
        switch (line) {
            case Line.Joined joined -> {
                var client = truth.client(joined.client());
                var tenant = RoomName.tenant(joined.room());
                boolean own = RoomName.isChannel(joined.room())
                        ? tenant.equals(client.organization())
                        : client.customers().contains(tenant);
                check(own, joined.room() + " " + client.name(), "", "joined a room of others", joined.number());
            }
            case Line.Deliver heard -> {
                var room = heard.room();
                if (!Durable.isNamed(heard.event()) && !TRANSIENT.contains(heard.event())) {
                    return;
                }
                if (room == null) {
                    fault(heard.client(), heard.event(), "heard a room that it has nothing to do with", heard.number());
                } else {
                    check(
                            whereabouts.mayBeIn(heard.client(), room) && RoomName.isNamedBy(heard.payload(), room),
                            room + " " + heard.client(),
                            heard.event(),
                            "heard a room that it is not in",
                            heard.number());
                }
            }
            default -> {}
        }
    }
}
