package io.rotunda.server.transcription;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// WAV: a head that ends where the samples begin, and says how long they go on. Each file says its own length.
final class WavRecording extends Recording {
    private static final int FMT = littleEndian("fmt ");
    private static final int DATA = littleEndian("data");
    private static final int FIRST_CHUNK_AT = 12;
    private static final int CHUNK_BYTES = 8;
    private static final int BLOCK_ALIGN_AT = 12;

    private int block = 1;

    WavRecording() {
        super(AudioFormat.WAV);
    }

    @Override
    int cut(byte[] data, int from) throws Broken {
        if (!hasHead()) {
            return head(data);
        }
        int length = (data.length - from) / block * block;
        addPiece(data, from, from + length);
        return length;
    }

    @Override
    byte[] file(byte[] start, byte[] whole) {
        var file = Bytes.joined(start, whole);
        var numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putInt(4, file.length - CHUNK_BYTES);
        numbers.putInt(start.length - 4, whole.length);
        return file;
    }

    private int head(byte[] data) throws Broken {
        var chunks = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = FIRST_CHUNK_AT; data.length - at >= CHUNK_BYTES; ) {
            int length = chunks.getInt(at + 4);
            if (chunks.getInt(at) == DATA) {
                addToHead(data, 0, at + CHUNK_BYTES);
                return at + CHUNK_BYTES;
            }
            if (length < 0 || length > data.length) {
                if (length < 0 || length > MAX_HEAD_BYTES) {
                    throw new Broken();
                }
                return 0;
            }
            if (chunks.getInt(at) == FMT && data.length - at >= CHUNK_BYTES + BLOCK_ALIGN_AT + 2) {
                block = Math.max(1, chunks.getShort(at + CHUNK_BYTES + BLOCK_ALIGN_AT) & 0xffff);
            }
            at += CHUNK_BYTES + length + length % 2;
        }
        return 0;
    }

    private static int littleEndian(String id) {
        return ByteBuffer.wrap(id.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }
}
