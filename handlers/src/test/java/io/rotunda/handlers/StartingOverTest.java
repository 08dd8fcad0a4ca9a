package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Who cannot go on where it was, after its connection was lost: it starts over, and hears nothing that is not its own.
class StartingOverTest {
    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final Actor ann = scene.entersAndJoins("ann", "general");

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

    private void say(String content) {
        bob.says("message:send", "{'channelId':'general','content':'" + content + "'}");
    }

    private static void assertStartsOver(Actor client) {
        assertFalse(client.recovered());
        assertEquals("connected", client.eventNames().getLast());
        assertEquals(
                client.id(),
                client.heard("connected").getLast().path("socketId").asText());
    }
}
