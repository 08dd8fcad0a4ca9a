package io.rotunda.bench.scenario;

import io.rotunda.bench.client.Clients.Transport;
import java.util.List;

/// All scenarios, in the order in which they run.
public final class Scenarios {
    private static final Transport WEBSOCKET = Transport.WEBSOCKET;

    /// One row each: rooms, members, speakers, durable, rate, window, answers.
    public static final List<Scenario> ALL = List.of(
            new Idle(),
            new Conversation(
                    "typing", "typing in a room of 1,000, 10 events/s", 1, 1000, 4, false, 10, 0, false, WEBSOCKET),
            new Conversation(
                    "typing-max",
                    "typing in a room of 1,000, 8 events under way",
                    1,
                    1000,
                    4,
                    false,
                    0,
                    2,
                    false,
                    WEBSOCKET),
            new Conversation(
                    "message", "durable messages in a room of 1,000, 10/s", 1, 1000, 4, true, 10, 0, false, WEBSOCKET),
            new Conversation(
                    "message-max",
                    "durable messages in a room of 1,000, 8 under way",
                    1,
                    1000,
                    4,
                    true,
                    0,
                    2,
                    false,
                    WEBSOCKET),
            new Conversation(
                    "send",
                    "durable messages in 100 rooms of 5, 500 under way",
                    100,
                    5,
                    5,
                    true,
                    0,
                    1,
                    true,
                    WEBSOCKET),
            new Conversation(
                    "polling",
                    "typing, 200 members on long-polling, 10 events/s",
                    1,
                    202,
                    2,
                    false,
                    10,
                    0,
                    false,
                    Transport.POLLING),
            new Rejoin(),
            new Saturation(),
            new GrowingRoom(),
            new GrowingRoomJoined());

    private Scenarios() {}
}
