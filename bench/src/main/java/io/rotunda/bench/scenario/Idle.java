package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Client;
import io.rotunda.bench.client.Clients.Transport;
import io.rotunda.bench.client.Listener;
import io.rotunda.bench.contest.Proc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Clients connect, enter a channel, and are silent: what that costs, and what each of them keeps.
final class Idle implements Scenario {
    private static final int PER_ROOM = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Listener DEAF = (client, bytes, from, to, now) -> {};

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "connecting with a token and entering a channel of 10, a fresh process; then nothing (10,000 clients)";
    }

    @Override
    public String operation() {
        return "connection";
    }

    @Override
    public Duration estimate(Pace pace) {
        return Duration.ofSeconds(8).plus(Duration.ofMillis(2L * pace.idle()));
    }

    @Override
    public boolean fresh() {
        return true;
    }

    @Override
    public List<Outcome> run(Run run) throws Exception {
        var server = run.server();
        int number = run.pace().idle();
        try (var clients = run.clients(Transport.WEBSOCKET)) {
            var all = new ArrayList<Client>();
            for (int i = 0; i < number; i++) {
                var entry = Crowd.channel(run.room(i / PER_ROOM));
                all.add(clients.client(run.tokens().identity(i, i), entry, DEAF));
            }
            server.collect();
            long empty = Proc.residentBytes(server.pid());
            run.report("connecting " + number + " clients");
            var before = Usage.of(server);
            double seconds = clients.open(all, PATIENCE);
            // What the last ones are still told belongs to it, and nobody knows which is the last of that.
            Thread.sleep(200);
            var used = Usage.of(server).since(before);
            run.report("letting it settle");
            server.collect();
            clients.check();
            var values = used.per(number);
            values.put(Metric.DATABASE_CPU, used.database() / number);
            values.put(Metric.RATE, number / seconds); // until the last was in
            values.put(Metric.MEMORY, (double) (Proc.residentBytes(server.pid()) - empty) / number);
            return List.of(Outcome.of(values, new Checks(number, 0, 0, 0, 0)));
        }
    }
}
