package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One user in each of two tenants, who is in every kind of room. The other tenant's has said something, is writing
/// something, and is asked for a permission.
final class TwoTenants {
    /// In how many ways a foreign id may be one that is in use.
    static final int KINDS = 2;

    /// What [Payloads] calls a message.
    private static final String MESSAGE = "msg_019cf000-0000-7000-8000-000000000000";

    /// For [#named]: what nobody has.
    static final Map<String, String> MISSING = names("nowhere", "v8", "c8", "msg_019cf000-0000-7000-8000-00000000dead");

    private static final RoomId.Channel THEIRS = new RoomId.Channel("other", "theirs");

    private final Scene scene =
            new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(false, 768 * 1024));

    /// Whose id comes behind all that are tried, so that `after` one of those lists this user.
    private final Actor zoe = scene.enters("zoe");

    private final Actor eve = scene.enters(Scene.principal("theirs", "other", Set.of("c9"), Role.ADMIN));
    private final PendingPermission theirRequest;
    private final String theirMessage;
    private final String theirStream;
    private final String ownMessage;

    TwoTenants() {
        scene.timelines().create(Scene.channel("general"));
        scene.timelines().create(Scene.conversation("v1"));
        scene.timelines().create(THEIRS);
        scene.timelines().create(new RoomId.Conversation("c9", "v9"));
        enter(zoe, "general", "v1", "c1", "standup", "x1");
        enter(eve, "theirs", "v9", "c9", "theirs", "theirs");
        ownMessage = zoe.said("general", "hello");
        theirMessage = eve.said("theirs", "secret");
        theirStream = eve.says("message:stream_start", "{'channelId':'theirs'}")
                .path("messageId")
                .asText();
        theirRequest = scene.dispatcher()
                .backend()
                .askPermission(new RoomId.User("other", "theirs"), "shell", Actor.json("{}"), "to see", null);
        scene.settle(); // the question arrives
        scene.actors().forEach(Actor::forgets);
    }

    private static void enter(
            Actor user, String channel, String conversation, String customer, String call, String swarm) {
        for (var says : List.of(
                "channel:join {'channelId':'" + channel + "'}",
                "conversation:join {'conversationId':'" + conversation + "','customerId':'" + customer + "'}",
                "call:join {'roomName':'" + call + "'}",
                "swarm:subscribe {'sessionId':'" + swarm + "'}",
                "activity:join {'room':'activity:" + customer + "'}")) {
            var words = says.split(" ", 2);
            assertTrue(user.says(words[0], words[1]).path("success").asBoolean(), says);
        }
    }

    /// For [#named]: what the other tenant has.
    Map<String, String> foreign(int kind) {
        return kind == 0
                ? names("theirs", "v9", "c9", theirMessage)
                : names(theirRequest.requestId(), "v9", "c9", theirStream);
    }

    /// A payload with other names.
    static String named(String payload, Map<String, String> names) {
        var named = payload;
        for (var name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    /// What the callback gets and what else the socket hears, whatever the names were.
    String answer(String event, String payload) {
        var binary = payload.contains(Wrong.BINARY) ? List.of(new byte[3]) : List.<byte[]>of();
        var json = "[\"" + event + "\"," + payload.replace(MESSAGE, ownMessage) + "]";
        var answer = zoe.emits(json, binary).toString();
        var heard = zoe.heardInAll().stream()
                .map(one -> one.event() + one.payload())
                .toList();
        return (answer + heard)
                .replaceAll("msg_[0-9a-f-]{36}", "message")
                .replace(theirRequest.requestId(), "?")
                .replaceAll("theirs|nowhere|[cv][89]", "?");
    }

    void requireUntouched(String payload) {
        assertEquals(List.of(), eve.heardInAll(), payload);
        assertEquals(1, scene.messages().all(THEIRS).size(), payload);
        assertEquals(List.of(), scene.changes().all(THEIRS), payload);
        assertFalse(theirRequest.decision().toCompletableFuture().isDone(), payload);
        var chunk = "{'messageId':'" + theirStream + "','index':0,'text':'more'}";
        assertTrue(eve.says("message:stream_chunk", chunk).path("success").asBoolean(), payload);
    }

    private static Map<String, String> names(String id, String conversation, String customer, String message) {
        var quoted = "\"" + id + "\"";
        return Map.of(
                "\"general\"",
                quoted,
                "\"standup\"",
                quoted,
                "\"x1\"",
                quoted,
                "\"v1\"",
                "\"" + conversation + "\"",
                "\"c1\"",
                "\"" + customer + "\"",
                "activity:c1",
                "activity:" + customer,
                MESSAGE,
                message);
    }
}
