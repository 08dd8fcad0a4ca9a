package io.rotunda.persistence;

import org.jspecify.annotations.Nullable;

/// What a row weighs while it waits to be committed.
final class Weight {
    /// What a row weighs beside its texts, roughly.
    private static final int ROW_BYTES = 200;

    private Weight() {}

    /// Bytes, roughly.
    ///
    /// @throws Unstorable if PostgreSQL would refuse one of the texts, and everybody's batch with it
    static int of(@Nullable String... texts) {
        int weight = ROW_BYTES;
        for (var text : texts) {
            if (text != null) {
                check(text);
                weight += text.length();
            }
        }
        return weight;
    }

    private static void check(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c) && !paired(text, i)) {
                throw new Unstorable("a text has U+0000 or half a surrogate pair");
            }
        }
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
