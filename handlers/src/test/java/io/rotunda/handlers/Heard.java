package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;

/// One event as a client heard it.
record Heard(String event, JsonNode payload, long seq) {}
