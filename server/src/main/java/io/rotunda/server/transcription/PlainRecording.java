package io.rotunda.server.transcription;

/// A recording without a head, or of a format that we do not know.
final class PlainRecording extends Recording {
    PlainRecording(AudioFormat format) {
        super(format);
    }

    @Override
    int cut(byte[] data, int from) throws Broken {
        addPiece(data, from, data.length);
        return data.length - from;
    }
}
