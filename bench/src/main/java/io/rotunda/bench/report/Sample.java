package io.rotunda.bench.report;

import io.rotunda.bench.scenario.Outcome;

/// What one server did in one round of one scenario.
public record Sample(String scenario, String server, int round, Outcome outcome) {}
