package io.rotunda.handlers;

import org.jspecify.annotations.Nullable;

/// What a handler answers to a client that gave a callback: success, with fields or without.
///
/// @param fields what the answer holds beside `success`
/// @param afterwards done once the answer is on its way
record Ack(@Nullable Payload fields, Runnable afterwards) {
    private static final byte[] NO_FIELDS = {'{', '}'};

    static final Ack OK = new Ack(null, () -> {});

    static Ack of(Payload fields) {
        return new Ack(fields, () -> {});
    }

    Ack then(Runnable next) {
        return new Ack(fields, next);
    }

    byte[] json() {
        return Json.success(fields == null ? NO_FIELDS : fields.json());
    }
}
