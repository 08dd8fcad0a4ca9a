package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is handled on the lane, and what is left for a thread that may wait.
class PromptTest {
    private static final String CONVERSATION = "'conversationId':'v1','customerId':'c1'";
    private static final String REJOIN = "['conversation:rejoin',{" + CONVERSATION + "}]";

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

    @Test
    void whoIsInAConversationIsSentWhatIsInMemoryOnTheLane() throws Malformed {
        annIsInAConversation();
        assertInstanceOf(Remainder.Nothing.class, begin(REJOIN));
        assertEquals(1, answers.size());
        scene.settle();
        assertEquals(
                "hi",
                ann.heardOnce("conversation:rejoined")
                        .at("/missed_messages/0/content")
                        .asText());
        assertTrue(scene.dispatcher().gatesIdle());
    }

    @Test
    void whatIsNotInMemoryIsLeftAsIfItHadNotBegun() throws Malformed {
        annIsInAConversation();
        scene.passes(Duration.ofMillis(RecentLog.MAX_AGE_MS + 1));
        var rest = assertInstanceOf(Remainder.Blocking.class, begin(REJOIN));
        bob.says("message:send", "{" + CONVERSATION + ",'content':'meanwhile'}");
        scene.settle();
        assertEquals("meanwhile", ann.heardOnce("message:new").path("content").asText());
        assertTrue(scene.dispatcher().gatesIdle());
        assertEquals(0, answers.size());
        rest.finish();
        scene.settle();
        assertEquals(1, answers.size());
        assertEquals(
                2,
                ann.heardOnce("conversation:rejoined").path("missed_messages").size());
    }

    private void annIsInAConversation() {
        bob.says("message:send", "{" + CONVERSATION + ",'content':'hi'}");
        ann.says("conversation:rejoin", "{" + CONVERSATION + "}");
        scene.actors().forEach(Actor::forgets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['message:send',{'channelId':'elsewhere','content':'hi'}]",
                "['message:send',{'channelId':'general','content':'hi','threadId':'msg_019d0000-0000-7000-8000-000000000000'}]",
                "['channel:join',{'channelId':'elsewhere'}]",
                "['conversation:rejoin',{'conversationId':'v2','customerId':'c1'}]",
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
        Waiting.forbid(new HandLane(0));
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
