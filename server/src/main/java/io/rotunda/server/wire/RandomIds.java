package io.rotunda.server.wire;

import java.security.SecureRandom;
import java.util.Base64;

/// Ids that cannot be guessed: 120 random bits, 20 characters. Not safe for several threads: each loop
/// has its own, and fetches randomness for many ids at once.
final class RandomIds {
    private static final int BYTES = 15;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder();

    private final SecureRandom random = new SecureRandom();
    private final byte[] ahead = new byte[BYTES * 64];
    private int used = ahead.length;

    String next() {
        if (used == ahead.length) {
            random.nextBytes(ahead);
            used = 0;
        }
        var one = new byte[BYTES];
        System.arraycopy(ahead, used, one, 0, BYTES);
        used += BYTES;
        return ENCODER.encodeToString(one);
    }
}
