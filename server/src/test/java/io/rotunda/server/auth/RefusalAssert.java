package io.rotunda.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.rotunda.handlers.Tokens;
import io.rotunda.handlers.Tokens.Reason;
import io.rotunda.handlers.Tokens.Refused;

/// A refusal has the right reason, and its message gives nothing of the token away.
final class RefusalAssert {
    private RefusalAssert() {}

    /// Returns the message.
    static String assertRefused(Reason reason, Tokens tokens, String token) {
        var refused = assertThrows(Refused.class, () -> tokens.verify(token));
        var message = String.valueOf(refused.getMessage());
        assertEquals(reason, refused.reason(), message);
        for (var part : token.split("\\.", -1)) {
            assertFalse(part.length() > 3 && message.contains(part), "quotes the token");
        }
        assertFalse(message.contains("$ecret"), "quotes a claim");
        return message;
    }
}
