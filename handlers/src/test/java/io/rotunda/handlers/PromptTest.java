package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.rotunda.rooms.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is handled on the lane, and what is left for a thread that may wait.
class PromptTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");
    private final List<byte[]> answers = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['typing:start',{'channelId':'general'}]",
                "['typing:start',{'channelId':'elsewhere'}]",
                "['typing:stop',{'channelId':'general'}]",
                "['presence:heartbeat',{}]",
                "['presence:update',{'status':'busy'}]",
                "['message:stream_chunk',{'messageId':'msg_019d0000-0000-7000-8000-000000000000','index':0,'text':'a'}]",
                "['message:send',{'channelId':'general'}]",
                "['no:such',{}]"
            })
    void whatAsksNobodyIsAnsweredOnTheLane(String event) throws Malformed {
        assertInstanceOf(Remainder.Nothing.class, begin(event));
        assertEquals(1, answers.size());
    }

    @Test
    void aMessageToARoomThatItsSenderIsInIsAnsweredWhenItIsKept() throws Malformed {
        var rest = assertInstanceOf(
                Remainder.Pending.class, begin("['message:send',{'channelId':'general','content':'hi'}]"));
        assertEquals(0, answers.size());
        var ready = new ArrayList<Runnable>();
        rest.whenReady().accept(() -> ready.add(rest::finish));
        ready.getFirst().run();
        assertEquals(1, answers.size());
        scene.settle();
        bob.sawExactlyOnce("hi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['message:send',{'channelId':'elsewhere','content':'hi'}]",
                "['message:send',{'channelId':'general','content':'hi','threadId':'msg_019d0000-0000-7000-8000-000000000000'}]",
                "['channel:join',{'channelId':'elsewhere'}]",
                "['channel:history',{'channelId':'general','before':'msg_019d0000-0000-7000-8000-000000000000'}]",
                "['message:read',{'channelId':'general','messageId':'msg_019d0000-0000-7000-8000-000000000000'}]"
            })
    void whatHasToAskTheDatabaseIsLeftBeforeItHadAnyEffect(String event) throws Malformed {
        ann.says("typing:start", "{'channelId':'general'}");
        scene.actors().forEach(Actor::forgets);
        var rest = assertInstanceOf(Remainder.Blocking.class, begin(event));
        scene.settle();
        scene.actors().forEach(Actor::heardNothing);
        assertEquals(0, answers.size());
        rest.finish();
        assertEquals(1, answers.size());
    }

    @Test
    void whatIsLeftIsNotDoneOnALane() throws Malformed {
        var rest = begin("['message:send',{'channelId':'elsewhere','content':'hi'}]");
        Waiting.forbid();
        try {
            rest.finish();
        } finally {
            Waiting.allow();
        }
        assertEquals(
                "INTERNAL",
                RacingClient.parsed(answers.getFirst()).at("/error/code").asText());
    }

    private Remainder begin(String event) throws Malformed {
        return OnALane.begin(
                scene.dispatcher(),
                ann.session(),
                new Inbound(Texts.utf8(event.replace('\'', '"')), List.of(), answers::add));
    }
}
