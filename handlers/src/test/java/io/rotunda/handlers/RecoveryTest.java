package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Connection state recovery: who comes back in time hears exactly what was missed, or starts over.
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

    /// The stock client may hold back a part of it, and would hear that twice.
    @Test
    void whoWasSentWhatItMissedAndDoesNotKnowThatItIsBackStartsOver() {
        ann.isLost();
        say("missed");
        scene.returnsUnheard(ann).isLost();
        var back = scene.returns(ann);
        assertStartsOver(back);
        assertEquals(List.of(), back.heard("message:new"));
        assertEquals(1, scene.dispatcher().recovery().gaps(Feed.Gap.UNHEARD));
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
    void afterTheWindowItStartsOver() {
        ann.isLost();
        scene.passes(Scene.WINDOW.plusSeconds(1));
        assertStartsOver(scene.returns(ann));
        assertEquals(1, scene.dispatcher().recovery().unknown());
    }

    @Test
    void whoLeftOnPurposeOrWasDisconnectedStartsOver() {
        ann.leaves();
        assertStartsOver(scene.returns(ann));
        var brief = scene.enters(new Principal(
                "brief",
                "Brief",
                "acme",
                Set.of("c1"),
                Role.MEMBER,
                scene.clock().instant().plusSeconds(5)));
        scene.passes(Duration.ofSeconds(10));
        assertTrue(brief.disconnected());
        brief.isLost();
        assertStartsOver(scene.returns(brief));
    }

    @Test
    void thePidOfAnotherUserBringsNothingAndTakesNothing() {
        ann.isLost();
        say("for ann");
        var thief = scene.enters("thief");
        thief.claims(ann.pid(), ann.offset());
        var fresh = scene.returns(thief);
        assertStartsOver(fresh);
        assertEquals(
                List.of("connected"), fresh.eventNames().stream().distinct().toList());

        var foreigner = scene.enters(Scene.principal("ann", "other", Set.of(), Role.MEMBER));
        foreigner.claims(ann.pid(), ann.offset());
        assertStartsOver(scene.returns(foreigner, Scene.principal("ann", "other", Set.of(), Role.MEMBER)));

        var back = scene.returns(ann);
        assertTrue(back.recovered());
        back.sawExactlyOnce("for ann");
    }

    @Test
    void whoeverHoldsAPidOfSomebodyWhoIsThereCannotCutIt() {
        var thief = scene.enters("thief");
        thief.claims(ann.pid(), ann.offset());
        assertStartsOver(scene.returns(thief));
        assertFalse(ann.closed());
    }

    @Test
    void anOffsetThatWasNeverGivenProvesNothing() {
        for (var forged : List.of("", "x", "0.0", "1.zzzzzz", "0.-1", "1.1.1", "99.1", "1." + "z".repeat(40))) {
            var cat = scene.enters("cat");
            cat.isLost();
            cat.claims(cat.pid(), forged);
            assertStartsOver(scene.returns(cat));
        }
        assertEquals(8, scene.dispatcher().recovery().gaps(Feed.Gap.OFFSET));
    }

    @Test
    void aPageThatWasLostIsAGap() {
        say("x".repeat(20_000));
        var cat = scene.enters("cat");
        cat.isCutOff();
        cat.says("channel:join", "{'channelId':'general'}");
        cat.isLost();
        assertStartsOver(scene.returns(cat));
        assertEquals(1, scene.dispatcher().recovery().gaps(Feed.Gap.FORGOTTEN));
    }

    @Test
    void whoMissedMoreThanCanBeSentAtOnceStartsOver() {
        ann.isLost();
        for (int i = 0; i < 22; i++) {
            say(i + "x".repeat(38_000));
        }
        assertStartsOver(scene.returns(ann));
        assertEquals(1, scene.dispatcher().recovery().gaps(Feed.Gap.TOO_MUCH));
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
    void whatWasSentToItAloneIsWithheldFromATokenThatReachesLess() {
        ann.isCutOff();
        ann.says("conversation:join", "{'conversationId':'talk','customerId':'c1'}");
        ann.isLost();
        var back = scene.returns(ann, Scene.principal("ann", "acme", Set.of(), Role.MEMBER));
        assertStartsOver(back);
        assertEquals(List.of(), back.heard("room:joined"));
    }

    @Test
    void whoWasAnAdministratorAndIsNoneStartsOver() {
        var chief = scene.enters(Scene.principal("chief", "acme", Set.of("c1"), Role.ADMIN));
        chief.isLost();
        assertStartsOver(scene.returns(chief));
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
    void ofAUserTheNewestAreKeptAndNothingIsLeftOfTheOthers() {
        var lost = new ArrayList<Actor>();
        for (int i = 0; i < Absences.MAX_OF_A_USER + 3; i++) {
            var cat = scene.enters("cat");
            cat.isLost();
            lost.add(cat);
        }
        assertEquals(Absences.MAX_OF_A_USER, scene.dispatcher().recovery().absent());
        assertStartsOver(scene.returns(lost.getFirst()));
        assertTrue(scene.returns(lost.getLast()).recovered());
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

    private static void assertStartsOver(Actor client) {
        assertFalse(client.recovered());
        assertEquals("connected", client.eventNames().getLast());
        assertEquals(
                client.id(),
                client.heard("connected").getLast().path("socketId").asText());
    }
}
