package io.rotunda.server.transcription;

/// What a transcriber knows us by. Never shown.
public record TranscriberKey(String text) {
    public TranscriberKey {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("a key is visible characters of ASCII");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
