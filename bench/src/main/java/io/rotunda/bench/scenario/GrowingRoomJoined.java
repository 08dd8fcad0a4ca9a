package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Client;
import io.rotunda.bench.client.Clients.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What entering and leaving costs in small and in large rooms, for users who are in there already with another socket:
/// nobody else is told.
final class GrowingRoomJoined implements Scenario {
    private static final int JOINERS = 32;

    @Override
    public String name() {
        return "joins";
    }

    @Override
    public String title() {
        return "32 sockets enter and leave rooms of 10 to 5,000 sockets, of users who are in there with others";
    }

    @Override
    public String operation() {
        return "join with leave";
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
        return pace.around(Duration.ofSeconds(4)).multipliedBy(GrowingRoom.SIZES.size());
    }

    @Override
    public List<Outcome> run(Run run) throws Exception {
        var outcomes = new ArrayList<Outcome>();
        for (int size : GrowingRoom.SIZES) {
            outcomes.add(measure(run.elsewhere(), size));
        }
        return outcomes;
    }

    private static Outcome measure(Run run, int size) throws InterruptedException {
        var layout = new Layout(1, size, 0, GrowingRoom.SOCKETS_PER_USER);
        var inside = new Traffic(new TypingTalk(layout, run), layout, false);
        try (var clients = run.clients(Transport.WEBSOCKET)) {
            Crowd.enter(run, clients, inside, Transport.WEBSOCKET);
            var coming = new ComingAndGoing(run.room(0));
            var joiners = new ArrayList<Client>();
            int users = Math.max(1, size / GrowingRoom.SOCKETS_PER_USER);
            for (int i = 0; i < JOINERS; i++) {
                int user = layout.userOf(i % users * GrowingRoom.SOCKETS_PER_USER);
                joiners.add(clients.client(run.tokens().identity(size + i, user), null, coming));
            }
            clients.open(joiners, Duration.ofSeconds(30));
            clients.onLoop(() -> coming.start(joiners));
            run.report(size + " members, warming up");
            Thread.sleep(run.pace().warmUp()); // a stretch of time, as what is measured is
            run.report(size + " members, measuring");
            var duration = run.pace().measured();
            long before = clients.onLoop(() -> coming.measure(duration));
            var usage = Usage.of(run.server());
            Thread.sleep(duration);
            long done = clients.onLoop(coming::done) - before;
            var used = Usage.of(run.server()).since(usage);
            clients.onLoop(coming::stop);
            clients.await(() -> coming.underWay() == 0, Duration.ofSeconds(5));
            clients.check();
            var values = used.per((double) done);
            values.put(Metric.DATABASE_CPU, used.database() / done);
            coming.latency().into(values);
            return new Outcome(size, values, clients.onLoop(coming::checks));
        }
    }
}
