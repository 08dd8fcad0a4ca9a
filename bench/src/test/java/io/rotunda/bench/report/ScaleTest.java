package io.rotunda.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void aLinearScaleBeginsAtZeroAndHasRoundTicks() {
        var scale = Scale.linear(23);

        assertEquals(List.of(0.0, 5.0, 10.0, 15.0, 20.0, 25.0), scale.ticks());
        assertEquals(0, scale.position(0), 1e-9);
        assertEquals(0.4, scale.position(10), 1e-9);
        assertEquals(1, scale.position(25), 1e-9);
    }

    @Test
    void aLogarithmicScaleGivesEachPowerTheSameRoom() {
        var scale = Scale.logarithmic(12, 9_000);

        assertEquals(List.of(10.0, 100.0, 1_000.0, 10_000.0), scale.ticks());
        assertEquals(0, scale.position(10), 1e-9);
        assertEquals(1 / 3.0, scale.position(100), 1e-9);
        assertEquals(1, scale.position(10_000), 1e-9);
    }

    @Test
    void fewPowersHaveTicksBetweenThem() {
        assertEquals(List.of(1.0, 3.0, 10.0), Scale.logarithmic(2, 9).ticks());
    }

    @Test
    void nothingAtAllStillHasAScale() {
        assertEquals(List.of(0.0, 0.2), Scale.linear(0).ticks());
    }
}
