package io.rotunda.rooms;

import org.jspecify.annotations.Nullable;

/// How far a client has heard: a position of the lane that told it.
record Offset(int lane, long position) {
    /// Where nothing is kept, tellings have no position.
    static final long NONE = 0;

    private static final int RADIX = 36;
    private static final int MAX_LENGTH = 32;

    /// What the client is given with an event, and shows again when it comes back.
    static String text(int lane, long position) {
        return lane + "." + Long.toString(position, RADIX);
    }

    /// Null if the client shows something that it was never given.
    static @Nullable Offset parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            var offset = new Offset(
                    Integer.parseInt(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1), RADIX));
            return text(offset.lane, offset.position).equals(text) ? offset : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
