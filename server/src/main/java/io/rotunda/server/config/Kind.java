package io.rotunda.server.config;

import java.util.function.Function;

/// What may stand in a variable.
///
/// @param allowed in words, for people
/// @param reader throws [IllegalArgumentException] for anything else; only [Unreadable] says why
record Kind<T>(String allowed, Function<String, T> reader) {

    /// More than "this is not allowed". Its message is shown, so it never quotes a secret.
    static final class Unreadable extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }
}
