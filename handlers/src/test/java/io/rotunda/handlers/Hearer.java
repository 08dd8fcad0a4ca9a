package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;

/// Somebody who writes down what it hears, all of which has to be documented.
abstract class Hearer {
    private final List<Heard> heard = new ArrayList<>();
    private final List<byte[]> attachments = new ArrayList<>();

    /// Who it is.
    public abstract RoomId.User user();

    final void hears(Frame frame, JsonNode payload) {
        attachments.addAll(frame.attachments());
        Catalogue.requireDocumented(frame.event(), payload);
        Hearing.note(frame.event());
        heard.add(new Heard(frame.event(), payload, frame.seq()));
    }

    /// It has heard what another one did.
    final void remembers(Hearer other) {
        heard.addAll(other.heard);
    }

    /// Everything but who of the organization comes and goes, which is no part of most stories; asked for by
    /// name it is there, and so it is in [#heardInAll].
    List<Heard> heard() {
        return heard.stream()
                .filter(one -> !one.event().equals("presence:update"))
                .toList();
    }

    List<Heard> heardInAll() {
        return heard;
    }

    /// The payloads of all events of this name.
    List<JsonNode> heard(String event) {
        return heard.stream()
                .filter(one -> one.event().equals(event))
                .map(Heard::payload)
                .toList();
    }

    /// The one payload of this name.
    JsonNode heardOnce(String event) {
        var all = heard(event);
        assertEquals(1, all.size(), () -> user() + " heard " + heard);
        return all.getFirst();
    }

    void sawExactlyOnce(String content) {
        long times = heard("message:new").stream()
                .filter(message -> message.path("content").asText().equals(content))
                .count();
        assertEquals(1, times, () -> user() + " heard " + heard);
    }

    void heardNothing() {
        assertEquals(List.of(), heard(), user() + " heard something");
    }

    List<String> eventNames() {
        return heard().stream().map(Heard::event).toList();
    }

    void forgets() {
        heard.clear();
    }

    /// The binary parts of all that it heard.
    List<byte[]> attachments() {
        return attachments;
    }
}
