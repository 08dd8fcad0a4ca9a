package io.rotunda.server.auth;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A shared secret that signs tokens and verifies them. Its bytes are the text in UTF-8, as it stands.
public record Secret(String text) {
    /// Shorter ones can be found by trying, offline, with one token at hand.
    public static final int MIN_BYTES = 32;

    public Secret {
        if (!longEnough(text)) {
            throw new IllegalArgumentException("a secret has at least " + MIN_BYTES + " bytes");
        }
        // With a key that everybody may read as the secret, everybody could sign.
        if (text.toUpperCase(Locale.ROOT).contains("-----BEGIN ")) {
            throw new IllegalArgumentException("a PEM key is not a shared secret");
        }
    }

    public static boolean longEnough(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length >= MIN_BYTES;
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
