package io.rotunda.server.transcription;

/// A piece of a recording that can be decoded by itself, as far as its format is known.
///
/// @param bytes not a copy
record AudioFile(AudioFormat format, byte[] bytes) {

    /// Without what was said: this may end in a log.
    @Override
    public String toString() {
        return format + " of " + bytes.length + " bytes";
    }
}
