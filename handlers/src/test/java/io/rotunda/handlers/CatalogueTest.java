package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.persistence.memory.MemoryStores;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void theDocumentationListsEachRowOfTheTableAndNoOther() {
        var clock = new HandClock();
        var table = EventTable.of(
                new MemoryStores(clock).stores(), new MemoryTokens(), Transcriber.NONE, Limits.defaults(), clock);
        var rows = table.rows().stream()
                .map(row -> new Catalogue.Entry(
                        row.event(), "client", row.handler().getClass().getSimpleName(), written(row.budget())))
                .collect(Collectors.toSet());
        assertEquals(rows, Catalogue.fromClients().stream().collect(Collectors.toSet()));
    }

    /// Every actor checks that what it hears is documented; this is the other way round.
    @Test
    void everyDocumentedEventOfTheServerIsHeard() {
        var scene = Scene.open();
        var bob = scene.enters("bob");
        bob.says("channel:join", "{'channelId':'general'}");
        var ann = scene.enters("ann");
        ann.says("channel:join", "{'channelId':'general'}");
        ann.says("typing:start", "{'channelId':'general'}");
        scene.passes(Duration.ofSeconds(10));
        ann.says("message:send", "{'channelId':'general','content':'hi'}");
        ann.says("channel:update", "{'channelId':'general','updates':{'topic':'x'}}");
        bob.says("conversation:join", "{'conversationId':'v1','customerId':'c1'}");
        ann.says("conversation:join", "{'conversationId':'v1','customerId':'c1'}");
        ann.says("no:such");
        ann.says("message:send", "{'channelId':'general','content':'ho'}");
        var message = "{'channelId':'general','messageId':'"
                + ann.heard("message:sent").getLast().path("id").asText() + "'";
        ann.says("message:update", message + ",'content':'other'}");
        ann.says("message:react", message + ",'emoji':'+1','action':'add'}");
        ann.says("message:read", message + "}");
        ann.says("message:delete", message + "}");
        var conversation = "{'conversationId':'v1','customerId':'c1'";
        ann.says("message:send", conversation + ",'content':'hi'}");
        ann.says("conversation:mark_read", conversation + "}");
        ann.says("swarm:subscribe", "{'sessionId':'s1'}");
        ann.says("activity:join", "{'room':'activity:c1'}");
        bob.says("call:join", "{'roomName':'standup'}");
        ann.says("call:join", "{'roomName':'standup'}");
        ann.says("call:transcription", "{'roomName':'standup','segment':{'speaker':'Ann','text':'hi','isFinal':true}}");
        ann.emits(
                "[\"call:audio-chunk\",{\"roomName\":\"standup\",\"chunk\":{\"_placeholder\":true,\"num\":0}}]",
                List.of(new byte[9]));
        scene.transcriber().speech().means("hi");
        ann.says("call:cancel", "{'roomId':'standup','recipientId':'bob'}");
        ann.says("call:decline", "{'roomId':'standup','callerId':'bob'}");
        ann.leaves();
        var heard = Stream.of(ann, bob)
                .flatMap(actor -> actor.heardInAll().stream())
                .map(Heard::event)
                .collect(Collectors.toCollection(TreeSet::new));
        var documented = Catalogue.fromTheServer().stream()
                .map(Catalogue.Entry::event)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(documented, heard);
    }

    @Test
    void aHandlerIsNamedAfterItsEvent() {
        var clock = new HandClock();
        for (var row : EventTable.of(
                        new MemoryStores(clock).stores(),
                        new MemoryTokens(),
                        Transcriber.NONE,
                        Limits.defaults(),
                        clock)
                .rows()) {
            var name = new StringBuilder();
            for (var word : row.event().split("[:_-]", -1)) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
            assertEquals(name.toString(), row.handler().getClass().getSimpleName());
        }
    }

    private static String written(Budget budget) {
        return switch (budget) {
            case Budget.Shared() -> "shared";
            case Budget.Own(int events, var window) -> events + " in " + window.toSeconds() + " s";
            case Budget.OneIn(var window) -> "one in " + window.toSeconds() + " s";
        };
    }
}
