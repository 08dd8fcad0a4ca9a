package io.rotunda.server.chaos;

/// How long each voice of a talker is silent between two deeds.
record Pace(int leastMs, int mostMs) {
    static final Pace USUAL = new Pace(50, 400);
}
