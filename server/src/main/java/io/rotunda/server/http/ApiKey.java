package io.rotunda.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// What a back end, or what watches over us, is known by. Never shown.
public record ApiKey(String text) {
    public ApiKey {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a key is visible characters of ASCII");
        }
    }

    /// Whether somebody sent this one. Takes as long whatever was sent.
    boolean is(String sent) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
