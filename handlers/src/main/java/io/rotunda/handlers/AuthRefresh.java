package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import java.time.Duration;

/// `auth:refresh`: go on with a new token of the same user and organization.
final class AuthRefresh implements Handler<AuthRefresh.Request> {
    private static final int MAX_TOKEN_LENGTH = 65_536;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Tokens tokens;

    AuthRefresh(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var renewed = verified(request.token());
        if (!renewed.sameUser(session.principal())) {
            throw new Rejected(ErrorCode.FORBIDDEN, "token: belongs to another user or organization");
        }
        session.become(renewed);
        return Ack.OK;
    }

    private Principal verified(String token) {
        try {
            return tokens.verify(token);
        } catch (Tokens.Refused refused) {
            throw switch (refused.reason()) {
                case AUTH_MISSING, AUTH_INVALID -> Rejected.field("token", "is not valid");
                case AUTH_EXPIRED -> Rejected.field("token", "has expired");
                case AUTH_UNAVAILABLE, OVERLOADED -> new Unavailable("token cannot be verified now", RETRY_AFTER);
            };
        }
    }

    record Request(String token) {
        static Request read(Fields fields) {
            return new Request(fields.text("token", 1, MAX_TOKEN_LENGTH));
        }
    }
}
