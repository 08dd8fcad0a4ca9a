package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Memory returns: after everybody has left and what is remembered for a while was forgotten, every registry holds what
/// it held before the first one came.
class EverybodyLeftTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private final Scene scene =
            new Scene(Limits.defaults().withEvents(100, Duration.ofMinutes(1)).withRooms(true, 768 * 1024));

    @Test
    void everyRegistryIsAsItWasBeforeTheFirstOneCame() {
        var before = Registries.sizes(scene.dispatcher());

        var users = IntStream.range(0, 20)
                .mapToObj(number -> scene.enters("user" + number))
                .toList();
        for (int i = 0; i < users.size(); i++) {
            everything(users.get(i), i);
        }
        var meanwhile = Registries.sizes(scene.dispatcher());
        for (var registry : new String[] {
            "Sessions.byId",
            "Presence.organizations",
            "Rooms.rooms",
            "Streams.ofUsers",
            "Streams.streams",
            "RateLimiter.shares",
            "ToolPermissions.users",
            "Rings.ringing",
        }) {
            assertNotEquals(0, meanwhile.getOrDefault(registry, 0), registry + " was not used: this shows nothing");
        }

        for (int i = 0; i < users.size(); i++) {
            if (i % 2 == 0) {
                scene.dispatcher().close(users.get(i).session(), "transport close");
            } else {
                scene.dispatcher().lost(users.get(i).session(), "transport close");
            }
        }
        scene.settle();
        for (int minutes = 0; minutes < 15; minutes++) {
            scene.passes(LONG_ENOUGH);
        }
        scene.passes(Limits.defaults().explainMemory());

        var after = Registries.sizes(scene.dispatcher());
        after.values().removeIf(size -> size == 0);
        assertEquals(2, after.remove("Rooms.logs"), "one for each loop stays, and what is in them does not");
        before.values().removeIf(size -> size == 0);
        assertEquals(before, after);
        assertEquals(0, scene.rooms().count());
        assertTrue(scene.dispatcher().gatesIdle(), "somebody is still on the way in");
        assertEquals(0, scene.dispatcher().sessions());
    }

    private void everything(Actor user, int number) {
        for (var room : new String[] {"general", "room" + number}) {
            user.says("channel:join", "{'channelId':'" + room + "'}");
            user.says("message:send", "{'channelId':'" + room + "','content':'hi','optimisticId':'o" + number + "'}");
            user.says("typing:start", "{'channelId':'" + room + "'}");
        }
        user.says("conversation:rejoin", "{'conversationId':'v" + number + "','customerId':'c1'}");
        user.says("call:join", "{'roomName':'call'}");
        user.says("swarm:subscribe", "{'sessionId':'s" + number + "'}");
        user.says("activity:join", "{'room':'activity:c1'}");
        user.says("presence:update", "{'status':'busy'}");
        var started = user.says("message:stream_start", "{'channelId':'general'}");
        assertTrue(started.path("success").asBoolean(), started.toString());
        user.says(
                "message:stream_chunk",
                "{'messageId':'" + started.path("messageId").asText() + "','index':0,'text':'half'}");
        scene.dispatcher()
                .backend()
                .askPermission(user.user(), "shell", JsonNodeFactory.instance.objectNode(), "because", null);
        scene.dispatcher()
                .backend()
                .rings()
                .ring(
                        user.user(),
                        new RoomId.Call("acme", "party"),
                        "p",
                        new Rings.Initiator("ann", "Ann"),
                        Duration.ofSeconds(30));
        scene.settle();
    }
}
