package io.rotunda.server.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/// Everything that is measured, in the text that Prometheus reads. Whoever does the work counts by itself,
/// as cheaply as it can; what it counted is read when somebody asks.
public final class Metrics {
    private static final String PREFIX = "rotunda.";

    private final PrometheusRegistry everything = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, everything, Clock.SYSTEM);

    /// The registry holds only weakly what its counters read.
    private final List<LongSupplier> counted = new ArrayList<>();

    /// With the names that Prometheus's own library has for every JVM and process.
    public Metrics() {
        JvmMetrics.builder().register(everything);
    }

    /// What is so many now.
    ///
    /// @param tags names and values in turn, each name with few values
    public void gauge(String name, String help, DoubleSupplier value, String... tags) {
        Gauge.builder(PREFIX + name, value, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(Tags.of(tags))
                .strongReference(true)
                .register(registry);
    }

    /// What happened so often since the start.
    public void counter(String name, String help, LongSupplier value, String... tags) {
        FunctionCounter.builder(PREFIX + name, value, LongSupplier::getAsLong)
                .description(help)
                .tags(Tags.of(tags))
                .register(registry);
        counted.add(value);
    }

    /// How large things are that happen often: what is returned takes one of them in tens of nanoseconds, from any
    /// thread. Not for each delivery to each client.
    ///
    /// @param bounds of the buckets, each including its bound
    public DoubleConsumer histogram(String name, String help, double... bounds) {
        var distribution = new Distribution((PREFIX + name).replace('.', '_'), help, bounds);
        everything.register(distribution);
        return distribution;
    }

    /// The exposition format of Prometheus, version 0.0.4.
    public String text() {
        return registry.scrape();
    }
}
