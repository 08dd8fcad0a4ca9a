package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why a socket leaves a room.
enum Leaving {
    @JsonProperty("left")
    LEFT,
    @JsonProperty("disconnected")
    DISCONNECTED,
    @JsonProperty("declined")
    DECLINED
}
