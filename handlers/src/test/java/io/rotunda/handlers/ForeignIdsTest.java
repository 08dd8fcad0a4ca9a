package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.handlers.schema.Contract.ClientEvent;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What belongs to another tenant is answered like what is not there, to the byte, and nothing reaches that tenant.
class ForeignIdsTest {
    private static final String MESSAGE = "msg_019cf000-0000-7000-8000-000000000000";

    private final Scene scene =
            new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(false, 768 * 1024));
    private final Actor ann = scene.enters("ann");
    private final Actor eve = scene.enters(Scene.principal("theirs", "other", Set.of("c9"), Role.ADMIN));
    private final String theirMessage;

    ForeignIdsTest() {
        scene.timelines().create(new RoomId.Channel("other", "theirs"));
        scene.timelines().create(new RoomId.Conversation("c9", "v9"));
        for (var says : List.of(
                "channel:join {'channelId':'theirs'}",
                "conversation:join {'conversationId':'v9','customerId':'c9'}",
                "call:join {'roomName':'theirs'}",
                "swarm:subscribe {'sessionId':'theirs'}",
                "activity:join {'room':'activity:c9'}")) {
            var words = says.split(" ", 2);
            assertEquals(true, eve.says(words[0], words[1]).path("success").asBoolean(), says);
        }
        theirMessage = eve.says("message:send", "{'channelId':'theirs','content':'secret'}")
                .path("id")
                .asText();
    }

    @ParameterizedTest
    @MethodSource("events")
    void isLikeWhatIsNotThere(ClientEvent event) {
        for (var right : Payloads.right(event.payload())) {
            var payload = Payloads.json(right);
            eve.forgets();
            int kept = scene.messages().count();
            var foreign = answer(event.name(), payload, foreignNames());
            var missing = answer(event.name(), payload, missingNames());
            assertEquals(missing, foreign, payload);
            assertEquals(List.of(), eve.heardInAll(), payload);
            assertEquals(kept, scene.messages().count(), payload);
        }
    }

    /// What the callback gets and what else the socket hears, with names that were put in taken out again.
    private String answer(String event, String payload, Map<String, String> names) {
        scene.clock().advance(Duration.ofSeconds(5)); // within the limits that some events have for themselves
        ann.forgets();
        var named = payload;
        for (var name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        var binary = payload.contains(Wrong.BINARY) ? List.of(new byte[3]) : List.<byte[]>of();
        var heard = ann.emits("[\"" + event + "\"," + named + "]", binary).toString();
        heard += ann.heardInAll().stream()
                .map(one -> one.event() + one.payload())
                .toList();
        for (var name : names.values()) {
            heard = heard.replace(name.replace("\"", ""), "?");
        }
        return heard.replaceAll("2026-[0-9-]+T[0-9:.]+Z", "time");
    }

    private Map<String, String> foreignNames() {
        return Map.of(
                "\"general\"",
                "\"theirs\"",
                "\"standup\"",
                "\"theirs\"",
                "\"x1\"",
                "\"theirs\"",
                "\"v1\"",
                "\"v9\"",
                "\"c1\"",
                "\"c9\"",
                "activity:c1",
                "activity:c9",
                MESSAGE,
                theirMessage);
    }

    private Map<String, String> missingNames() {
        return Map.of(
                "\"general\"",
                "\"nowhere\"",
                "\"standup\"",
                "\"nowhere\"",
                "\"x1\"",
                "\"nowhere\"",
                "\"v1\"",
                "\"v8\"",
                "\"c1\"",
                "\"c8\"",
                "activity:c1",
                "activity:c8",
                MESSAGE,
                MESSAGE);
    }

    static Stream<Named<ClientEvent>> events() {
        return Catalogue.CONTRACT.fromClients().stream().map(event -> Named.of(event.name(), event));
    }
}
