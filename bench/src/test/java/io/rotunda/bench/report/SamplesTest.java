package io.rotunda.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.bench.scenario.Checks;
import io.rotunda.bench.scenario.Metric;
import io.rotunda.bench.scenario.Outcome;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private final Samples samples = new Samples();

    @Test
    void aSummaryIsTheMedianWithTheExtremes() {
        assertEquals(new Summary(2, 1, 9), Summary.of(DoubleStream.of(9, 1, 2)).orElseThrow());
        assertEquals(
                new Summary(2.5, 1, 4), Summary.of(DoubleStream.of(4, 1, 3, 2)).orElseThrow());
    }

    @Test
    void whatWasNotMeasuredIsNotZero() {
        assertTrue(Summary.of(DoubleStream.of(Double.NaN)).isEmpty());
        add("a", 1, 5);
        assertTrue(samples.summary("send", "b", 0, Metric.SERVER_CPU).isEmpty());
        assertTrue(samples.summary("send", "a", 0, Metric.MEMORY).isEmpty());
    }

    /// The machine was half as fast in the second round: the medians' ratio would be 3.
    @Test
    void ratiosAreTakenInsideEachRound() {
        add("a", 1, 10);
        add("b", 1, 40);
        add("a", 2, 20);
        add("b", 2, 50);

        var ratio = samples.ratio("send", "b", "a", 0, Metric.SERVER_CPU).orElseThrow();

        assertEquals(new Summary(3.25, 2.5, 4), ratio);
    }

    @Test
    void aRoundThatTheOtherServerDidNotFinishIsNotCompared() {
        add("a", 1, 10);
        add("b", 1, 20);
        add("b", 2, 90);

        assertEquals(
                new Summary(2, 2, 2),
                samples.ratio("send", "b", "a", 0, Metric.SERVER_CPU).orElseThrow());
    }

    @Test
    void whatIsMissingIsAddedUpOverAllRounds() {
        samples.add(new Sample("send", "a", 1, new Outcome(0, Map.of(), new Checks(100, 1, 0, 0, 0))));
        samples.add(new Sample("send", "a", 2, new Outcome(0, Map.of(), new Checks(100, 0, 2, 3, 4))));

        assertEquals(new Checks(200, 1, 2, 3, 4), samples.checks("send", "a", 0));
    }

    @Test
    void aSampleIsOneLineOfJson() {
        var sample = new Sample(
                "send",
                "a",
                2,
                new Outcome(10, Map.of(Metric.P99, 1.5, Metric.RATE, 100.0), new Checks(5, 4, 3, 2, 1)));

        assertEquals(
                "{\"scenario\":\"send\",\"server\":\"a\",\"round\":2,\"size\":10.0,\"values\":{\"rate\":100.0,\"p99\":1.5},"
                        + "\"checks\":{\"expected\":5,\"missing\":4,\"duplicates\":3,\"outOfOrder\":2,\"strays\":1}}",
                JsonLines.line(sample));
    }

    private void add(String server, int round, double cpu) {
        samples.add(new Sample("send", server, round, new Outcome(0, Map.of(Metric.SERVER_CPU, cpu), Checks.NONE)));
    }
}
