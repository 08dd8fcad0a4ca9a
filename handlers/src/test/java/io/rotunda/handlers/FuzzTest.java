package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.schema.Contract.ClientEvent;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Random events, half right and half wrong: each gets one answer, and none is a fault of ours.
class FuzzTest {
    private static final int EVENTS = 30_000;
    private static final List<String> NAMES = List.of(
            "channelId",
            "roomName",
            "roomId",
            "callerId",
            "recipientId",
            "segment",
            "speaker",
            "text",
            "isFinal",
            "confidence",
            "chunk",
            "conversationId",
            "customerId",
            "content",
            "contentType",
            "threadId",
            "mentions",
            "attachments",
            "metadata",
            "workspaceId",
            "optimisticId",
            "token",
            "lastMessageId",
            "before",
            "limit",
            "status",
            "customStatus",
            "after",
            "messageId",
            "index",
            "__proto__",
            "",
            "userId");
    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "0",
            "1",
            "-1",
            "1.5",
            "1e400",
            "1E-300",
            "18446744073709551616",
            "\"\"",
            "\"general\"",
            "\"c1\"",
            "\"v1\"",
            "\"a:b\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"msg_1\"",
            "\"msg_019cf000-0000-7000-8000-000000000000\"",
            "\"<script>\"",
            "{\"_placeholder\":true,\"num\":0}");
    private static final Set<String> EXPECTED = Set.of(
            "VALIDATION_ERROR",
            "UNKNOWN_EVENT",
            "NOT_FOUND",
            "NOT_IN_ROOM",
            "PAYLOAD_TOO_LARGE",
            "CONFLICT",
            "FORBIDDEN");

    private final Random random = new Random(20260319);
    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");

    @Test
    void eachEventGetsOneAnswerAndNoneIsAFault() {
        var events =
                Catalogue.CONTRACT.fromClients().stream().map(ClientEvent::name).toList();
        int succeeded = 0;
        for (int i = 0; i < EVENTS; i++) {
            ann.forgets();
            scene.clock().advance(Duration.ofMillis(50)); // within the limits that some events have for themselves
            int kept = scene.messages().count();
            var event = random.nextInt(50) == 0 ? "no:such" : pick(events);
            var json = "[\"" + event + "\"," + payload() + "]";
            var answer = ann.emits(json, random.nextInt(5) == 0 ? List.of(new byte[3]) : List.of());
            if (answer.path("success").asBoolean()) {
                succeeded++;
                assertEquals(List.of(), ann.heard("error"), json);
            } else {
                assertTrue(EXPECTED.contains(answer.at("/error/code").asText()), json + " -> " + answer);
                ann.heardOnce("error");
                assertEquals(kept, scene.messages().count(), json);
            }
        }
        assertTrue(succeeded > EVENTS / 100, "only " + succeeded + " succeeded");
    }

    private String payload() {
        var object = new StringBuilder("{\"channelId\":\"general\"");
        if (random.nextInt(4) > 0) {
            object.append(",\"content\":\"hi\"");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            object.append(",\"").append(pick(NAMES)).append("\":").append(value(random.nextInt(5)));
        }
        return object.append('}').toString();
    }

    private String value(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> "[" + value(depth - 1) + (random.nextBoolean() ? "," + value(depth - 1) : "") + "]";
            case 2 -> "{\"" + pick(NAMES) + "\":" + value(depth - 1) + "}";
            case 3 -> "\"" + "x".repeat(random.nextInt(200)) + "\"";
            default -> pick(SCALARS);
        };
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
