package io.rotunda.handlers;

/// Turns a token into the principal that it proves.
public interface Tokens {

    /// May block to fetch keys: call it from virtual threads only.
    ///
    /// @throws Refused if the token proves nobody
    Principal verify(String token) throws Refused;

    /// Why a token was refused; the names are the codes on the wire.
    enum Reason {
        AUTH_MISSING,
        AUTH_INVALID,
        AUTH_EXPIRED,
        AUTH_UNAVAILABLE,
        OVERLOADED
    }

    /// A refusal. Its message is public and never quotes the token.
    final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final Reason reason;

        public Refused(Reason reason, String message) {
            super(message, null, false, false);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }
}
