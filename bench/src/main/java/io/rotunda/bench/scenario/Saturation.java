package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Clients;
import io.rotunda.bench.client.Clients.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The rate is raised until one delivery in a hundred takes longer than 250 ms, or not everything arrives in time.
final class Saturation implements Scenario {
    private static final int MEMBERS = 1_000;
    private static final int SPEAKERS = 4;
    private static final double FIRST_RATE = 10;
    private static final double FACTOR = 1.4;
    private static final int STEPS = 20;
    private static final double LIMIT_MILLIS = 250;
    private static final double ENOUGH = 0.9;
    private static final Duration SETTLE = Duration.ofMillis(500);

    @Override
    public String name() {
        return "saturate";
    }

    @Override
    public String title() {
        return "typing in a room of 1,000, at a rate that is raised until p99 is over 250 ms";
    }

    @Override
    public String operation() {
        return "delivery";
    }

    @Override
    public String axis() {
        return "deliveries per second";
    }

    @Override
    public Metric plotted() {
        return Metric.P99;
    }

    @Override
    public boolean isLong() {
        return true;
    }

    @Override
    public Duration estimate(Pace pace) {
        return pace.measured().plusSeconds(1).multipliedBy(9).plusSeconds(5);
    }

    @Override
    public List<Outcome> run(Run run) throws Exception {
        var layout = new Layout(1, run.pace().clients(MEMBERS), SPEAKERS);
        var traffic = new Traffic(new TypingTalk(layout, run), layout, false);
        try (var clients = run.clients(Transport.WEBSOCKET)) {
            Crowd.enter(run, clients, traffic, Transport.WEBSOCKET);
            warmUp(run, clients, traffic);
            return climb(run, clients, traffic);
        }
    }

    private static void warmUp(Run run, Clients clients, Traffic traffic) throws InterruptedException {
        var drive = new Drive(clients, traffic);
        drive.closed(1);
        Stretch.measure(run, clients, traffic, run.pace().warmUp(), "warming up");
        drive.stop();
    }

    private static List<Outcome> climb(Run run, Clients clients, Traffic traffic) throws InterruptedException {
        var outcomes = new ArrayList<Outcome>();
        var checks = clients.onLoop(traffic::checks);
        double rate = FIRST_RATE;
        boolean again = false;
        for (int step = 0; step < STEPS; step++) {
            try {
                var outcome = step(run, clients, traffic, rate);
                if (outcome.values().getOrDefault(Metric.P99, 0.0) > LIMIT_MILLIS
                        || outcome.values().getOrDefault(Metric.RATE, 0.0) < ENOUGH * outcome.size()) {
                    if (again) {
                        break;
                    }
                    // Once more: something else on the machine may have been the cause.
                    again = true;
                    continue;
                }
                outcomes.add(outcome);
                checks = clients.onLoop(traffic::checks);
                again = false;
                rate *= FACTOR;
            } catch (IllegalStateException _) {
                break; // it defends itself against those who are too slow to be told
            }
        }
        if (!outcomes.isEmpty()) {
            outcomes.add(new Outcome(0, outcomes.getLast().values(), checks));
        }
        return outcomes;
    }

    /// @return with the deliveries that were asked for in each second as its size
    private static Outcome step(Run run, Clients clients, Traffic traffic, double rate) throws InterruptedException {
        int audience = traffic.layout().members() - 1;
        var what = String.format(Locale.ROOT, "%,.0f deliveries/s wanted", rate * audience);
        var drive = new Drive(clients, traffic);
        drive.open(rate);
        Thread.sleep(SETTLE);
        drive.measure(run.pace().measured());
        var stretch = Stretch.measure(run, clients, traffic, run.pace().measured(), what);
        drive.stop();
        var values = stretch.values(false, false);
        traffic.delivery().into(values);
        return new Outcome(rate * audience, values, Checks.NONE);
    }
}
