package io.rotunda.server.transcription;

import java.nio.charset.StandardCharsets;

/// The formats of recordings, known by how they start. What is none of them is passed on as it came.
enum AudioFormat {
    WEBM("audio.webm", "audio/webm"),
    OGG("audio.ogg", "audio/ogg"),
    MP4("audio.mp4", "audio/mp4"),
    WAV("audio.wav", "audio/wav"),
    MP3("audio.mp3", "audio/mpeg"),
    UNKNOWN("audio.bin", "application/octet-stream");

    /// As many bytes as it takes to tell them apart.
    private static final int ENOUGH = 12;

    private static final byte[] EBML = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};
    private static final byte[] OGG_PAGE = ascii("OggS");
    private static final byte[] RIFF = ascii("RIFF");

    private final String fileName;
    private final String mediaType;

    AudioFormat(String fileName, String mediaType) {
        this.fileName = fileName;
        this.mediaType = mediaType;
    }

    String fileName() {
        return fileName;
    }

    String mediaType() {
        return mediaType;
    }

    /// Whether a recording of it starts with what all that follows needs.
    boolean hasHead() {
        return switch (this) {
            case WEBM, OGG, MP4, WAV -> true;
            case MP3, UNKNOWN -> false;
        };
    }

    /// Which format starts like this. Middles of recordings start like none, but for MP3, which has no head.
    static AudioFormat startingWith(byte[] data) {
        if (Bytes.startsWith(data, 0, EBML)) {
            return WEBM;
        }
        if (Bytes.startsWith(data, 0, OGG_PAGE)
                && data.length > 5
                && (data[5] & 2) != 0) { // the first page of a stream
            return OGG;
        }
        if (Bytes.startsWith(data, 4, ascii("ftyp"))) {
            return MP4;
        }
        if (Bytes.startsWith(data, 0, RIFF) && Bytes.startsWith(data, 8, ascii("WAVE"))) {
            return WAV;
        }
        boolean frame = data.length > 1 && data[0] == -1 && (data[1] & 0xe0) == 0xe0;
        return frame || Bytes.startsWith(data, 0, ascii("ID3")) ? MP3 : UNKNOWN;
    }

    /// Whether this may become the start of a recording with what comes next: recorders have been seen to begin
    /// with a single byte.
    static boolean tooShortToTell(byte[] data) {
        return data.length < ENOUGH
                && startingWith(data) == UNKNOWN
                && (Bytes.agree(data, EBML) || Bytes.agree(data, OGG_PAGE) || Bytes.agree(data, RIFF));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
