package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Connection state recovery: who comes back in time hears exactly what was missed.
class RecoveryTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

    @Test
    void whoComesBackIsWhoItWasAndHearsWhatItMissedInOrder() {
        ann.isLost();
        bob.says("typing:start", "{'channelId':'general'}");
        say("first");
        say("second");
        var back = scene.returns(ann);
        say("third");

        assertTrue(back.recovered());
        assertEquals(ann.id(), back.id());
        assertEquals(
                List.of("typing:start", "typing:stop", "message:new", "message:new", "connected", "message:new"),
                back.eventNames());
        assertEquals(back.id(), back.heardOnce("connected").path("socketId").asText());
        back.sawExactlyOnce("first");
        back.sawExactlyOnce("third");
        assertTrue(back.says("typing:start", "{'channelId':'general'}")
                .path("success")
                .asBoolean());
    }

    @Test
    void whatWasOnItsWayWhenTheConnectionBrokeComesAgain() {
        say("heard");
        ann.isCutOff();
        say("on its way");
        ann.isLost();
        say("missed");
        var back = scene.returns(ann);
        assertTrue(back.recovered());
        back.sawExactlyOnce("heard");
        back.sawExactlyOnce("on its way");
        back.sawExactlyOnce("missed");
    }

    @Test
    void whoHeardOnlyConnectedComesBackToo() {
        var cat = scene.enters("cat");
        assertEquals(List.of("connected"), cat.eventNames());
        cat.isLost();
        scene.passes(Scene.WINDOW.minusSeconds(1));
        var back = scene.returns(cat);
        assertTrue(back.recovered());
        assertEquals(List.of("connected", "connected"), back.eventNames());
    }

    @Test
    void anIdleClientComesBackHoweverLongAgoItHeardSomething() {
        scene.passes(Duration.ofHours(1));
        ann.says("typing:start", "{'channelId':'general'}");
        scene.passes(Duration.ofHours(1));
        ann.isLost();
        say("missed");
        assertTrue(scene.returns(ann).recovered());
    }

    @Test
    void whatAUserWasNeverToldIsNoGap() {
        ann.says("typing:start", "{'channelId':'general'}");
        scene.passes(Scene.WINDOW.minusSeconds(1));
        ann.isCutOff();
        say("on its way");
        scene.passes(Duration.ofSeconds(2));
        ann.isLost();
        var back = scene.returns(ann);
        assertTrue(back.recovered());
        back.sawExactlyOnce("on its way");
    }

    @Test
    void aConnectionThatIsLostAgainAndAgainLosesNothing() {
        var client = ann;
        for (int i = 0; i < 5; i++) {
            client.isLost();
            say("message " + i);
            client = scene.returns(client);
            assertTrue(client.recovered());
        }
        for (int i = 0; i < 5; i++) {
            client.sawExactlyOnce("message " + i);
        }
    }

    @Test
    void whoIsLostAgainBeforeHearingThatItIsBackLosesNothing() {
        ann.isLost();
        scene.returnsUnheard(ann).isLost();
        say("missed");
        var back = scene.returns(ann);
        assertTrue(back.recovered());
        assertEquals(ann.id(), back.id());
        back.sawExactlyOnce("missed");
    }

    @Test
    void whoIsLostAgainBeforeAnythingWasSentLosesNothing() {
        ann.isLost();
        say("missed");
        scene.returnsInVain(ann).isLost();
        var back = scene.returns(ann);
        assertTrue(back.recovered());
        back.sawExactlyOnce("missed");
    }

    @Test
    void whoIsBackBeforeTheServerNoticedTakesItsPlace() {
        ann.isCutOff();
        say("on its way");
        var back = scene.returns(ann);
        assertTrue(ann.closed());
        assertTrue(back.recovered());
        back.sawExactlyOnce("on its way");
        assertEquals(2, scene.dispatcher().sessions());
    }

    @Test
    void anAnswerThatTurnsUpLaterIsHeardByTheOneWhoIsBack() {
        ann.isLost();
        var later = ann.session();
        later.send(new Connected("while away", "ann", "acme", scene.clock().instant()));
        var back = scene.returns(ann);
        later.send(new Connected("after that", "ann", "acme", scene.clock().instant()));
        scene.settle();
        assertEquals(
                List.of("while away", back.id(), "after that"),
                back.heard("connected").stream()
                        .map(one -> one.path("socketId").asText())
                        .toList());
    }

    @Test
    void theOthersHearThatItLeftAndCameBack() {
        ann.isLost();
        assertEquals(1, bob.heard("channel:leave").size());
        var back = scene.returns(ann);
        assertEquals(1, bob.heard("channel:join").size());
        assertEquals(0, back.heard("channel:join").size());
    }

    @Test
    void roomsThatTheNewTokenDoesNotReachAreLeftAndNothingOfThemIsHeard() {
        var talk = "{'conversationId':'talk','customerId':'c1'}";
        bob.says("conversation:join", talk);
        ann.says("conversation:join", talk);
        ann.isLost();
        bob.says("message:send", "{'conversationId':'talk','customerId':'c1','content':'secret'}");
        say("for all");
        var back = scene.returns(ann, Scene.principal("ann", "acme", Set.of(), Role.MEMBER));
        bob.says("message:send", "{'conversationId':'talk','customerId':'c1','content':'secret too'}");
        assertTrue(back.recovered());
        back.sawExactlyOnce("for all");
        assertEquals(1, back.heard("message:new").size());
    }

    @Test
    void piecesOfAStreamComeEachOnce() {
        var id = bob.says("message:stream_start", "{'channelId':'general'}")
                .path("messageId")
                .asText();
        chunk(id, 0);
        ann.isLost();
        chunk(id, 1);
        chunk(id, 2);
        var back = scene.returns(ann);
        chunk(id, 3);
        assertEquals(
                List.of(0, 1, 2, 3),
                back.heard("message:chunk").stream()
                        .map(chunk -> chunk.path("index").asInt())
                        .toList());
        assertEquals(1, back.heard("message:stream_started").size());
    }

    @Test
    void aWriterWhoIsLostIsNotThere() {
        bob.says("message:stream_start", "{'channelId':'general'}");
        bob.says("message:stream_chunk", "{'messageId':'none','index':0,'text':'x'}");
        bob.isLost();
        for (int second = 0; second < 40; second++) {
            scene.passes(Duration.ofSeconds(1));
        }
        assertEquals(1, ann.heard("message:new").size());
    }

    @Test
    void comingBackEvadesNoLimit() {
        var limited =
                new Scene(Limits.defaults().withEvents(3, Duration.ofMinutes(1)).withRooms(true, 768 * 1024));
        var cat = limited.enters("cat");
        for (int i = 0; i < 3; i++) {
            assertTrue(cat.says("presence:list").path("success").asBoolean());
        }
        cat.isLost();
        var back = limited.returns(cat);
        assertTrue(back.recovered());
        assertFalse(back.says("presence:list").path("success").asBoolean());
    }

    @Test
    void nothingIsLeftWhenAllHaveGone() {
        say("something");
        ann.isLost();
        var back = scene.returns(ann);
        back.isLost();
        bob.leaves();
        assertEquals(1, scene.dispatcher().recovery().absent());
        assertNotEquals(0, scene.rooms().keptBytes());
        scene.passes(Scene.WINDOW.plusSeconds(1));
        scene.passes(Scene.WINDOW.plusSeconds(1));
        assertEquals(0, scene.dispatcher().recovery().known());
        assertEquals(0, scene.dispatcher().sessions());
        assertEquals(0, scene.rooms().count());
        assertEquals(0, scene.rooms().keptBytes());
    }

    private void say(String content) {
        bob.says("message:send", "{'channelId':'general','content':'" + content + "'}");
    }

    private void chunk(String messageId, int index) {
        bob.says("message:stream_chunk", "{'messageId':'" + messageId + "','index':" + index + ",'text':'x'}");
    }
}
