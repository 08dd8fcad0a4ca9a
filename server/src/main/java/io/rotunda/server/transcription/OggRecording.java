package io.rotunda.server.transcription;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Ogg is pages; those of the head come first, and are at position 0 of the sound.
final class OggRecording extends Recording {
    private static final int OGGS = 0x4f676753;
    private static final int HEADER_BYTES = 27;
    private static final int POSITION_AT = 6;
    private static final int SEGMENTS_AT = 26;

    private static final byte[] MARK = {'O', 'g', 'g', 'S'};

    private boolean sounding;

    OggRecording() {
        super(AudioFormat.OGG);
    }

    @Override
    int cut(byte[] data, int from) throws Broken {
        if (data.length - from < HEADER_BYTES) {
            return 0;
        }
        var page = ByteBuffer.wrap(data, from, data.length - from).slice();
        if (page.getInt(0) != OGGS) {
            throw new Broken();
        }
        int segments = page.get(SEGMENTS_AT) & 0xff;
        if (page.limit() < HEADER_BYTES + segments) {
            return 0;
        }
        int length = HEADER_BYTES + segments;
        for (int i = 0; i < segments; i++) {
            length += page.get(HEADER_BYTES + i) & 0xff;
        }
        if (page.limit() < length) {
            return 0;
        }
        // -1 where no packet ends on the page: a head may be longer than one.
        sounding |= page.order(ByteOrder.LITTLE_ENDIAN).getLong(POSITION_AT) > 0;
        if (sounding) {
            addPiece(data, from, from + length);
        } else {
            addToHead(data, from, from + length);
        }
        return length;
    }

    @Override
    int resumption(byte[] data) {
        return Bytes.indexOf(data, MARK, 0);
    }
}
