package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Clients;
import io.rotunda.bench.client.Clients.Transport;
import java.time.Duration;

/// Brings the clients of a layout into their rooms.
final class Crowd {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Crowd() {}

    /// The event that enters a channel.
    static String channel(String id) {
        return "[\"channel:join\",{\"channelId\":\"" + id + "\"}]";
    }

    /// Who speaks does so on a WebSocket, whatever the others use.
    static void enter(Run run, Clients clients, Traffic traffic, Transport listeners) throws InterruptedException {
        var layout = traffic.layout();
        for (int number = 0; number < layout.clients(); number++) {
            var transport = layout.speaks(number) ? Transport.WEBSOCKET : listeners;
            var entry = channel(run.room(layout.roomOf(number)));
            traffic.add(
                    clients.client(run.tokens().identity(number, layout.userOf(number)), entry, traffic, transport));
        }
        run.report("connecting " + layout.clients() + " clients");
        clients.open(traffic.clients(), PATIENCE);
    }
}
