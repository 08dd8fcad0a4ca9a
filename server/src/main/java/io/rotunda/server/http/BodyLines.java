package io.rotunda.server.http;

import io.rotunda.handlers.Caller;
import io.rotunda.server.wire.ComingBody;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The lines of a body that is read while it comes. One thread at a time.
final class BodyLines {
    private static final byte[] NOTHING = {};

    private final ComingBody body;
    private final int maxBytes;
    private byte[] rest = NOTHING;
    private int begun;
    private boolean ended;

    /// @param maxBytes of one line
    BodyLines(ComingBody body, int maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /// Without its end, which is LF or CRLF; null after the last one, which needs none. Blocks.
    byte @Nullable [] next() throws Caller.Gone {
        int searched = begun;
        while (true) {
            int end = lineEnd(searched);
            if (end >= 0) {
                return line(end, end + 1);
            }
            if (rest.length - begun > maxBytes) {
                throw Caller.lineTooLong(maxBytes);
            }
            searched = rest.length - begun;
            var piece = ended ? null : piece();
            if (piece == null) {
                ended = true;
                return begun == rest.length ? null : line(rest.length, rest.length);
            }
            var joined = Arrays.copyOfRange(rest, begun, rest.length + piece.length);
            System.arraycopy(piece, 0, joined, rest.length - begun, piece.length);
            rest = joined;
            begun = 0;
        }
    }

    private byte[] line(int end, int next) {
        if (end - begun > maxBytes) {
            throw Caller.lineTooLong(maxBytes);
        }
        boolean returned = end > begun && rest[end - 1] == '\r';
        var line = Arrays.copyOfRange(rest, begun, returned ? end - 1 : end);
        begun = next;
        return line;
    }

    private int lineEnd(int from) {
        for (int i = Math.max(from, begun); i < rest.length; i++) {
            if (rest[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private byte @Nullable [] piece() throws Caller.Gone {
        try {
            return body.next();
        } catch (ComingBody.Cut _) {
            throw new Caller.Gone();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Caller.Gone();
        }
    }
}
