package io.rotunda.bench.scenario;

/// What can be measured.
public enum Metric {
    /// Of the server's process, for each operation.
    SERVER_CPU("server CPU", "µs"),
    /// Of all processes of PostgreSQL, for each operation that it takes part in.
    DATABASE_CPU("PostgreSQL CPU", "µs"),
    /// Operations in each second.
    RATE("throughput", "/s"),
    P50("p50", "ms"),
    P90("p90", "ms"),
    P99("p99", "ms"),
    P999("p99.9", "ms"),
    MAX("max", "ms"),
    /// Resident memory for each connection.
    MEMORY("memory", "B"),
    /// CPUs that the server kept busy.
    SERVER_SHARE("server", "CPUs"),
    /// CPUs that the clients kept busy.
    CLIENT_SHARE("clients", "CPUs"),
    /// CPUs that everything else on the machine kept busy, without PostgreSQL.
    OTHER_SHARE("others", "CPUs"),
    /// By how much the clients themselves sent later than intended.
    LAG("p99 of the clients' own delay", "ms");

    private final String title;
    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /// As people call it.
    public String title() {
        return title;
    }

    /// What its values are counted in.
    public String unit() {
        return unit;
    }
}
