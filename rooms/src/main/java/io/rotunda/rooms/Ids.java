package io.rotunda.rooms;

/// The alphabet of every id that a client can name: users, organizations, channels, calls.
public final class Ids {
    /// The longest id, in characters.
    public static final int MAX_LENGTH = 128;

    private Ids() {}

    /// Whether `id` has 1 to [#MAX_LENGTH] characters of `A-Z a-z 0-9 _ . ~ @ | -`.
    /// The colon is left out on purpose: it separates the parts of a room's name on the wire.
    public static boolean valid(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!allowed(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Returns `id` itself.
    ///
    /// @throws IllegalArgumentException if it is not [#valid]
    static String require(String id) {
        if (!valid(id)) {
            throw new IllegalArgumentException("not a valid id");
        }
        return id;
    }

    private static boolean allowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_.~@|-".indexOf(c) >= 0;
    }
}
