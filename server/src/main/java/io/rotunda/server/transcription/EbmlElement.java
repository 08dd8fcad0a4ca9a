package io.rotunda.server.transcription;

import io.rotunda.server.transcription.Recording.Broken;
import org.jspecify.annotations.Nullable;

/// The id and the size with which each element of WebM begins.
///
/// @param id with its length marker, as it stands there
/// @param body how many bytes id and size take
/// @param size of the body; -1 if the element is open
record EbmlElement(int id, int body, long size) {
    private static final int MAX_ID_BYTES = 4;
    private static final int MAX_SIZE_BYTES = 8;

    /// Null if its beginning is not whole yet.
    static @Nullable EbmlElement at(byte[] data, int from) throws Broken {
        if (from >= data.length) {
            return null;
        }
        int idBytes = length(data[from], MAX_ID_BYTES);
        int sizeAt = from + idBytes;
        if (sizeAt >= data.length) {
            return null;
        }
        int sizeBytes = length(data[sizeAt], MAX_SIZE_BYTES);
        if (sizeAt + sizeBytes > data.length) {
            return null;
        }
        long id = number(data, from, idBytes);
        long marker = 1L << 7 * sizeBytes;
        long size = number(data, sizeAt, sizeBytes) & marker - 1;
        return new EbmlElement((int) id, idBytes + sizeBytes, size == marker - 1 ? -1 : size);
    }

    /// How many bytes it takes in all; 0 if they are not all there.
    int whole(byte[] data, int from) throws Broken {
        if (size < 0 || size > Integer.MAX_VALUE / 2) {
            throw new Broken();
        }
        return data.length - from < body + size ? 0 : (int) (body + size);
    }

    /// The first bit that is set says how many bytes a number has.
    private static int length(byte first, int max) throws Broken {
        int length = Integer.numberOfLeadingZeros(first & 0xff) - 23;
        if (length > max) {
            throw new Broken();
        }
        return length;
    }

    private static long number(byte[] data, int from, int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | data[from + i] & 0xff;
        }
        return number;
    }
}
