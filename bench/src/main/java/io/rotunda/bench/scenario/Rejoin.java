package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Client;
import io.rotunda.bench.client.Clients;
import io.rotunda.bench.client.Clients.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Clients come back to conversations and are sent the 100 messages that they missed, again and again.
final class Rejoin implements Scenario {
    private static final int CONVERSATIONS = 20;
    private static final int READERS = 200;
    private static final int CONCURRENT = 16;
    private static final int MISSED = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "rejoin";
    }

    @Override
    public String title() {
        return "200 clients rejoin 20 conversations and are sent the 100 messages that they missed, 16 at a time";
    }

    @Override
    public String operation() {
        return "replayed message";
    }

    @Override
    public Duration estimate(Pace pace) {
        return pace.around(Duration.ofSeconds(4));
    }

    @Override
    public List<Outcome> run(Run run) throws Exception {
        try (var clients = run.clients(Transport.WEBSOCKET)) {
            var first = write(run, clients);
            var returns = new Returns(first, run, MISSED, CONCURRENT);
            var readers = new ArrayList<Client>();
            for (int i = 0; i < READERS; i++) {
                int number = CONVERSATIONS + i;
                readers.add(clients.client(run.tokens().identity(number, number), null, returns));
            }
            clients.open(readers, PATIENCE);
            run.report("warming up");
            clients.onLoop(() -> returns.start(readers));
            Thread.sleep(run.pace().warmUp()); // a stretch of time, as what is measured is
            run.report("measuring");
            var duration = run.pace().measured();
            long before = clients.onLoop(() -> returns.measure(duration));
            var usage = Usage.of(run.server());
            Thread.sleep(duration);
            long replayed = clients.onLoop(returns::replayed) - before;
            var used = Usage.of(run.server()).since(usage);
            clients.onLoop(returns::stop);
            clients.await(() -> returns.underWay() == 0, PATIENCE);
            clients.check();
            return List.of(Outcome.of(values(used, replayed, returns), clients.onLoop(returns::checks)));
        }
    }

    /// @return of each conversation, the id of the first message
    private static List<String> write(Run run, Clients clients) throws InterruptedException {
        run.report("writing what is to be missed");
        var backlog = new Backlog(run, CONVERSATIONS, MISSED + 1);
        var writers = new ArrayList<Client>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            var entry = "[\"conversation:join\",{" + Backlog.names(run, i) + "}]";
            writers.add(clients.client(run.tokens().identity(i, i), entry, backlog));
        }
        clients.open(writers, PATIENCE);
        clients.onLoop(() -> backlog.start(writers));
        if (!clients.await(backlog::isWritten, PATIENCE)) {
            throw new IllegalStateException("the messages to be missed were not stored");
        }
        return backlog.firstIds();
    }

    private static Map<Metric, Double> values(Usage used, long replayed, Returns returns) {
        var values = used.per((double) replayed);
        values.put(Metric.DATABASE_CPU, used.database() / replayed);
        returns.latency().into(values);
        return values;
    }
}
