package io.rotunda.bench.scenario;

import io.rotunda.bench.contest.Proc;
import io.rotunda.bench.contest.Server;
import java.util.EnumMap;
import java.util.Map;

/// What everything has used until now.
///
/// @param nanos when, as [System#nanoTime]
/// @param server microseconds of CPU, as all that follow
record Usage(long nanos, double server, double database, double clients, double machine) {
    static Usage of(Server server) {
        return new Usage(
                System.nanoTime(),
                Proc.cpu(server.pid()),
                Proc.treeCpu(server.database().pid()),
                Proc.cpu(ProcessHandle.current().pid()),
                Proc.machineCpu());
    }

    /// What was used since an earlier moment; [#nanos] is a duration then.
    Usage since(Usage before) {
        return new Usage(
                nanos - before.nanos,
                server - before.server,
                database - before.database,
                clients - before.clients,
                machine - before.machine);
    }

    double seconds() {
        return nanos / 1e9;
    }

    /// CPUs kept busy by so many microseconds.
    private double share(double micros) {
        return micros * 1e3 / nanos;
    }

    /// What each of so many operations took of the server, how many there were in a second, and who kept the machine
    /// busy.
    Map<Metric, Double> per(double operations) {
        var values = new EnumMap<Metric, Double>(Metric.class);
        values.put(Metric.SERVER_CPU, server / operations);
        values.put(Metric.RATE, operations / seconds());
        values.put(Metric.SERVER_SHARE, share(server));
        values.put(Metric.CLIENT_SHARE, share(clients));
        values.put(Metric.OTHER_SHARE, share(Math.max(0, machine - server - database - clients)));
        return values;
    }
}
