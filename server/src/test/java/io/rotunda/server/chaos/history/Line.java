package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one line of a history says. `number` is the line's place in the file, from 1; `at` is milliseconds since the
/// run began.
public sealed interface Line {
    /// The line's place in the file, from 1.
    int number();

    /// Something was broken, or mended.
    record Fault(int number, double at, String kind, boolean begins, String target) implements Line {}

    /// One user at one device; keeps its name over reconnects.
    record Client(int number, String name, String user, String organization, Set<String> customers) implements Line {
        /// Who this is to the server: user ids are unique within their organization only.
        String principal() {
            return organization + "/" + user;
        }
    }

    /// The server accepted the client, again perhaps.
    record Connect(int number, double at, String client, boolean recovered) implements Line {}

    /// The client noticed that its connection is gone.
    record Disconnect(int number, double at, String client) implements Line {}

    /// The client sent an event that asks for an answer.
    record Invoke(
            int number,
            double at,
            Call call,
            String event,
            @Nullable String room,
            JsonNode request) implements Line {}

    /// It was answered with success.
    record Ok(int number, double at, Call call, JsonNode answer) implements Line {}

    /// It was answered with an error.
    record Fail(int number, double at, Call call, String code) implements Line {}

    /// No answer came.
    record Unknown(int number, double at, Call call) implements Line {}

    /// The client heard an event.
    ///
    /// @param room null for what is said to one socket alone
    record Deliver(
            int number,
            double at,
            String client,
            String event,
            @Nullable String room,
            JsonNode payload) implements Line {}

    /// The server let the client into a room whose last position was `seq` then.
    record Joined(int number, String client, String room, long seq) implements Line {}

    /// A page of what the client missed.
    ///
    /// @param after the last message that the client had; null if it did not say
    record Replay(
            int number,
            String client,
            String room,
            @Nullable String after,
            List<JsonNode> messages,
            List<JsonNode> events,
            boolean hasMore)
            implements Line {}

    /// What the database holds of a room in the end.
    record Table(int number, String room, List<JsonNode> messages, List<JsonNode> changes) implements Line {}

    /// Everything that belongs to the history lies before this.
    record End(int number) implements Line {}

    /// What no rule looks at.
    record Other(int number, String type) implements Line {}

    /// One request of one client.
    record Call(String client, long op) {}
}
