package io.rotunda.server.chaos.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The checker is silent about a server that keeps every promise, and finds each one that is broken once.
final class CheckerTest {
    private static final int RUNS = 8;
    private static final int DEEDS = 150;

    @Test
    void whatIsRightIsNotFound() {
        for (int seed = 0; seed < RUNS; seed++) {
            assertEquals("", verdict(run(seed)).explain(), "seed " + seed);
        }
    }

    @Test
    void everyRuleHasSomethingToLookAt() {
        assertEquals(Set.of(), verdict(run(1)).idle());
    }

    @ParameterizedTest
    @EnumSource
    void aSingleFaultIsFound(Corruption corruption) {
        for (int seed = 0; seed < RUNS; seed++) {
            var lines = run(seed);
            corruption.on(lines, new Random(seed));
            assertFalse(verdict(lines).findings().isEmpty(), corruption + " of seed " + seed + " was not found");
        }
    }

    @Test
    void aHistoryThatWasCutIsRefusedWhateverElseItShows() {
        var endless = run(1);
        endless.removeLast();
        assertEquals(Set.of("HistoryIsWhole"), rules(endless));
        var unfinished = run(1);
        unfinished.removeIf(line -> line.path("type").asText().equals("table"));
        assertEquals(Set.of("HistoryIsWhole"), rules(unfinished));
    }

    private static Set<String> rules(List<ObjectNode> lines) {
        return verdict(lines).findings().stream().map(Finding::rule).collect(Collectors.toSet());
    }

    private static List<ObjectNode> run(int seed) {
        return SimulatedRun.of(new Random(seed), DEEDS);
    }

    private static Verdict verdict(List<ObjectNode> lines) {
        return Checker.check(History.of(lines.stream().map(JsonNode::toString).collect(Collectors.toList())));
    }
}
