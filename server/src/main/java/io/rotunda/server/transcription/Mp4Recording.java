package io.rotunda.server.transcription;

import java.nio.ByteBuffer;

/// MP4 as recorders write it: boxes; those before the first `moof` are the head, and a piece is a `moof` with the
/// `mdat` that belongs to it.
final class Mp4Recording extends Recording {
    private static final int MOOF = 0x6d6f6f66;
    private static final int MDAT = 0x6d646174;
    private static final int BOX_BYTES = 8;

    private static final byte[] MARK = {'m', 'o', 'o', 'f'};

    private boolean sounding;

    Mp4Recording() {
        super(AudioFormat.MP4);
    }

    @Override
    int cut(byte[] data, int from) throws Broken {
        int length = box(data, from);
        if (length == 0) {
            return 0;
        }
        int type = ByteBuffer.wrap(data).getInt(from + 4);
        if (type == MOOF) {
            int sound = box(data, from + length);
            if (sound == 0) {
                return 0;
            }
            sounding = true;
            addPiece(data, from, from + length + sound);
            return length + sound;
        }
        if (type == MDAT) {
            throw new Broken(); // a whole film with its index elsewhere
        }
        if (!sounding) {
            addToHead(data, from, from + length);
        }
        return length;
    }

    /// The length of a box stands before its type.
    @Override
    int resumption(byte[] data) {
        return Math.max(-1, Bytes.indexOf(data, MARK, 4) - 4);
    }

    /// The length of a box; 0 if it is not whole yet.
    private static int box(byte[] data, int from) throws Broken {
        if (data.length - from < BOX_BYTES) {
            return 0;
        }
        int length = ByteBuffer.wrap(data).getInt(from);
        if (length < BOX_BYTES) {
            throw new Broken(); // open or of 64 bits: nothing that a recorder writes as it goes
        }
        return data.length - from < length ? 0 : length;
    }
}
