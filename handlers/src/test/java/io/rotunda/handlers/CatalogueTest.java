package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void theDocumentationListsEachRowOfTheTableAndNoOther() {
        var rows = table().rows().stream()
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
        ann.says("conversation:rejoin", "{'conversationId':'v1','customerId':'c1'}");
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
        var backend = scene.dispatcher().backend();
        var toAnn = new RoomId.User("acme", "ann");
        backend.askPermission(toAnn, "shell", Actor.json("{}"), "", null).withdraw();
        backend.publish(toAnn, "ooda:phase", Actor.json("{'phase':'act','iteration':0,'data':{'status':'started'}}"));
        backend.publish(toAnn, "ooda:complete", Actor.json("{'goalMet':true,'iterations':1,'killed':false}"));
        scene.settle();
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
        for (var row : table().rows()) {
            var name = new StringBuilder();
            for (var word : row.event().split("[:_-]", -1)) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
            assertEquals(name.toString(), row.handler().getClass().getSimpleName());
        }
    }

    private static EventTable table() {
        return Scene.open().dispatcher().table();
    }

    private static String written(Budget budget) {
        return switch (budget) {
            case Budget.Shared() -> "shared";
            case Budget.Own(int events, var window) -> events + " in " + window.toSeconds() + " s";
            case Budget.OneIn(var window) -> "one in " + window.toSeconds() + " s";
        };
    }
}
