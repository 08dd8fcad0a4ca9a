package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.persistence.Unavailable;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What streams may weigh.
class StreamMemoryTest {
    private static final int METADATA = 16_000;

    @Test
    void oneOrganizationHasAQuarter() {
        var memory = new StreamMemory(400);
        memory.take("acme", 100);
        assertThrows(Unavailable.class, () -> memory.take("acme", 1));
        memory.take("other", 100);
        memory.release("acme", 1);
        memory.take("acme", 1);
    }

    @Test
    void allTogetherHaveTheWhole() {
        var memory = new StreamMemory(400);
        for (var organization : Set.of("a", "b", "c")) {
            memory.take(organization, 100);
        }
        memory.take("d", 99);
        assertThrows(Unavailable.class, () -> memory.take("e", 2));
        memory.take("e", 1);
    }

    /// For a minute the metadata stays in memory, so that whoever repeats the start gets the same answer.
    @Test
    void whatIsRememberedOfAStreamThatIsOverCounts() {
        var scene = Scene.open();
        var ann = scene.enters("ann");
        int begun = 0;
        while (streams(ann) && begun < 3_000) {
            begun++;
        }
        assertTrue(begun > 950 && begun < 1_050, "about 16 MiB of metadata: " + begun);
        assertTrue(streams(scene.enters(Scene.principal("eve", "other", Set.of(), Role.MEMBER))), "others can");
        scene.passes(StreamEnds.REMEMBERED);
        assertTrue(streams(ann), "after a minute");
    }

    private static boolean streams(Actor writer) {
        var metadata = "{'long':'" + "x".repeat(METADATA) + "'}";
        var begun = writer.says("message:stream_start", "{'channelId':'general','metadata':" + metadata + "}");
        var end = "{'messageId':'" + begun.path("messageId").asText() + "','content':'x'}";
        boolean started = begun.path("success").asBoolean();
        return started && writer.says("message:stream_end", end).path("success").asBoolean();
    }
}
