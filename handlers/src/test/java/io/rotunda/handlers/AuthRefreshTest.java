package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthRefreshTest {
    private final Scene scene = Scene.open();
    private final Principal short1 = new Principal(
            "ann",
            "Ann",
            "acme",
            Set.of("c1"),
            Role.MEMBER,
            scene.clock().instant().plusSeconds(60));
    private final Actor ann = scene.enters(short1);

    @Test
    void aSocketWithANewTokenGoesOn() {
        scene.tokens().issue("next", Scene.principal("ann"));
        assertEquals(
                "{\"success\":true}",
                ann.says("auth:refresh", "{'token':'next'}").toString());
        scene.passes(Duration.ofMinutes(2));
        assertFalse(ann.disconnected());
    }

    @Test
    void theNewTokenSaysWhoIsSpeaking() {
        scene.tokens().issue("next", new Principal("ann", "Ann Smith", "acme", Set.of(), Role.MEMBER, Scene.FAR));
        ann.says("auth:refresh", "{'token':'next'}");
        ann.says("channel:join", "{'channelId':'general'}");
        ann.says("message:send", "{'channelId':'general','content':'hi'}");
        assertEquals("Ann Smith", ann.heardOnce("message:new").path("userName").asText());
        var answer = ann.says("message:send", "{'conversationId':'v1','customerId':'c1','content':'hi'}");
        assertEquals("NOT_FOUND", answer.at("/error/code").asText());
    }

    @Test
    void aTokenOfAnotherUserOrOrganizationIsForbidden() {
        scene.tokens().issue("bob", Scene.principal("bob"));
        scene.tokens().issue("elsewhere", Scene.principal("ann", "other", Set.of(), Role.MEMBER));
        assertEquals("FORBIDDEN", code("bob"));
        assertEquals("FORBIDDEN", code("elsewhere"));
        assertEquals(short1, ann.session().principal());
    }

    @Test
    void aTokenThatProvesNobodyIsRefusedByTheField() {
        for (var reason :
                new Tokens.Reason[] {Tokens.Reason.AUTH_INVALID, Tokens.Reason.AUTH_EXPIRED, Tokens.Reason.AUTH_MISSING
                }) {
            scene.tokens().otherwise(reason);
            var answer = ann.says("auth:refresh", "{'token':'forged'}");
            assertEquals("VALIDATION_ERROR", answer.at("/error/code").asText());
            assertTrue(answer.at("/error/message").asText().startsWith("token: "));
        }
        scene.passes(Duration.ofSeconds(60));
        assertTrue(ann.disconnected());
    }

    @Test
    void aTokenThatCannotBeVerifiedNowMayBeSentAgain() {
        scene.tokens().otherwise(Tokens.Reason.AUTH_UNAVAILABLE);
        var answer = ann.says("auth:refresh", "{'token':'next'}");
        assertEquals("UNAVAILABLE", answer.at("/error/code").asText());
        assertEquals(1000, answer.at("/error/retryAfterMs").asLong());
    }

    @Test
    void aSocketLeavesTheRoomsThatTheNewTokenDoesNotReach() {
        var conversation = new RoomId.Conversation("c1", "v1");
        ann.session().arrive(conversation).goLive();
        assertEquals(3, scene.rooms().count());
        scene.tokens().issue("next", Scene.principal("ann", "acme", Set.of("c2"), Role.MEMBER));
        ann.says("auth:refresh", "{'token':'next'}");
        assertEquals(2, scene.rooms().count());
    }

    private String code(String token) {
        return ann.says("auth:refresh", "{'token':'" + token + "'}")
                .at("/error/code")
                .asText();
    }
}
