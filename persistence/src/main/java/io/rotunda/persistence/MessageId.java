package io.rotunda.persistence;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The id of a message: `msg_` and a UUID of version 7 on the wire, the UUID alone in the database.
public record MessageId(UUID uuid) {
    private static final String PREFIX = "msg_";
    private static final int LENGTH = PREFIX.length() + 36;

    /// The id written as `text`, or null if `text` is no message id in its one canonical form.
    public static @Nullable MessageId parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return null;
        }
        try {
            var id = new MessageId(UUID.fromString(text.substring(PREFIX.length())));
            return id.toString().equals(text) ? id : null;
        } catch (IllegalArgumentException _) {
            return null; // what is no UUID names no message
        }
    }

    @Override
    public String toString() {
        return PREFIX + uuid;
    }
}
