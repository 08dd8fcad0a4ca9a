package io.rotunda.server.auth;

import io.rotunda.handlers.Faults;
import io.rotunda.handlers.Principal;
import io.rotunda.handlers.Tokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers for a token whatever happens: a fault while it is verified is logged, without the token, and refuses it. Who
/// shows one always hears something.
public final class GuardedTokens implements Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedTokens.class);

    private final Tokens tokens;

    public GuardedTokens(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Principal verify(String token) throws Refused {
        try {
            return tokens.verify(token);
        } catch (RuntimeException | Error fault) {
            LOG.error("a token could not be verified", Faults.unquoted(fault));
            throw new Refused(Reason.AUTH_UNAVAILABLE, "the token cannot be checked now: try again");
        }
    }
}
