package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.handlers.schema.Schema.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Random events, half right and half wrong: each gets one answer, and none is a fault of ours.
class FuzzTest {
    private static final int EVENTS = 6_000;
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

    private static final long SEED = 20260319;

    private final Random random = new Random(SEED);
    private final Scene scene = Scene.open();
    private final Actor ann = scene.enters("ann");

    @Test
    void eachEventGetsOneAnswerAndNoneIsAFault() {
        int succeeded = 0;
        for (int i = 0; i < EVENTS; i++) {
            ann.forgets();
            scene.clock().advance(Duration.ofMillis(50)); // within the limits that some events have for themselves
            int kept = scene.messages().count();
            var event = pick(Catalogue.CONTRACT.fromClients());
            var name = random.nextInt(50) == 0 ? "no:such" : event.name();
            var json = "[\"" + name + "\"," + payload(event.payload()) + "]";
            var answer = ann.emits(json, random.nextInt(3) > 0 ? List.of(new byte[3]) : List.of());
            var what = "seed " + SEED + ", event " + i + ": " + json + " -> " + answer;
            if (answer.path("success").asBoolean()) {
                succeeded++;
                assertEquals(failed(answer), ann.heard("error").size(), what);
            } else {
                assertTrue(EXPECTED.contains(answer.at("/error/code").asText()), what);
                ann.heardOnce("error");
                assertEquals(kept, scene.messages().count(), what);
            }
        }
        assertTrue(succeeded > EVENTS / 10, "only " + succeeded + " succeeded");
    }

    /// How many elements of a batch failed, each for itself.
    private static long failed(JsonNode answer) {
        return StreamSupport.stream(answer.path("results").spliterator(), false)
                .filter(result -> !result.path("success").asBoolean())
                .count();
    }

    /// What the event asks for, and on top of it up to two fields at random.
    private String payload(Shape shape) {
        var fields = new LinkedHashMap<>(pick(Payloads.right(shape)));
        for (var field : shape.fields()) {
            if (!field.required() && random.nextInt(3) == 0) {
                fields.put(field.name(), Payloads.right(field.name(), field.schema()));
            }
        }
        var names = new ArrayList<>(NAMES);
        shape.fields().forEach(field -> names.add(field.name()));
        for (int i = random.nextInt(3); i > 0; i--) {
            fields.put(pick(names), value(random.nextInt(5)));
        }
        return Payloads.json(fields);
    }

    private String value(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 1 -> "[" + value(depth - 1) + (random.nextBoolean() ? "," + value(depth - 1) : "") + "]";
            case 2 -> "{\"" + pick(NAMES) + "\":" + value(depth - 1) + "}";
            case 3 -> "\"" + "x".repeat(random.nextInt(200)) + "\"";
            default -> pick(SCALARS);
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
