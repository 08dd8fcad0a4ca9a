package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Clients.Transport;
import java.time.Duration;
import java.util.List;

/// People talk, and others hear them.
///
/// @param durable messages that are kept, or only that somebody types
/// @param rate events in each second; 0: each sender's next event waits for its last one
/// @param window in a closed loop, how many events of each sender are under way
/// @param answers whether what counts is acknowledged messages, or deliveries
record Conversation(
        String name,
        String title,
        int rooms,
        int members,
        int speakers,
        boolean durable,
        double rate,
        int window,
        boolean answers,
        Transport transport)
        implements Scenario {
    @Override
    public String operation() {
        return answers ? "message" : "delivery";
    }

    @Override
    public String stored() {
        return "message";
    }

    @Override
    public Duration estimate(Pace pace) {
        return pace.around(Duration.ofSeconds(3));
    }

    @Override
    public List<Outcome> run(Run run) throws Exception {
        boolean manyRooms = rooms > 1;
        var layout = new Layout(
                manyRooms ? run.pace().clients(rooms) : rooms,
                manyRooms ? members : run.pace().clients(members),
                speakers);
        return List.of(run(run, layout));
    }

    Outcome run(Run run, Layout layout) throws InterruptedException {
        var talk = durable ? new MessageTalk(layout, run) : new TypingTalk(layout, run);
        var traffic = new Traffic(talk, layout, answers);
        try (var clients = run.clients(transport)) {
            Crowd.enter(run, clients, traffic, transport);
            var drive = new Drive(clients, traffic);
            if (rate > 0) {
                drive.open(rate);
            } else {
                drive.closed(window);
            }
            Stretch.measure(run, clients, traffic, run.pace().warmUp(), "warming up");
            drive.measure(run.pace().measured());
            var stretch = Stretch.measure(run, clients, traffic, run.pace().measured(), "measuring");
            drive.stop();
            var values = stretch.values(answers, durable);
            (answers ? traffic.answer() : traffic.delivery()).into(values);
            if (rate > 0) {
                values.put(Metric.LAG, drive.lagMillis());
            }
            return Outcome.of(values, clients.onLoop(traffic::checks));
        }
    }
}
