package io.rotunda.server.http;

import io.rotunda.handlers.Caller;
import io.rotunda.server.wire.ComingBody;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The lines of a body that is read while it comes. One thread at a time.
final class BodyLines {
    private final ComingBody body;
    private final int maxBytes;

    /// What came and was not taken is in here, from `begun` to `end`.
    private byte[] kept = {};

    private int begun;
    private int end;
    private boolean ended;

    /// @param maxBytes of one line
    BodyLines(ComingBody body, int maxBytes) {
        this.body = body;
        this.maxBytes = maxBytes;
    }

    /// Without its end, which is LF or CRLF; null after the last one, which needs none. Blocks.
    byte @Nullable [] next() throws Caller.Gone {
        int searched = 0;
        while (true) {
            int lineEnd = lineEnd(begun + searched);
            if (lineEnd >= 0) {
                return line(lineEnd, lineEnd + 1);
            }
            if (end - begun > maxBytes) {
                throw Caller.lineTooLong(maxBytes);
            }
            searched = end - begun;
            var piece = ended ? null : piece();
            if (piece == null) {
                ended = true;
                return begun == end ? null : line(end, end);
            }
            keep(piece);
        }
    }

    /// Room is made for as much again as is left over: a line that comes byte by byte is not copied for each of them.
    private void keep(byte[] piece) {
        int left = end - begun;
        if (piece.length > kept.length - end) {
            var roomy = new byte[left + Math.max(left, piece.length)];
            System.arraycopy(kept, begun, roomy, 0, left);
            kept = roomy;
            begun = 0;
            end = left;
        }
        System.arraycopy(piece, 0, kept, end, piece.length);
        end += piece.length;
    }

    private byte[] line(int lineEnd, int next) {
        if (lineEnd - begun > maxBytes) {
            throw Caller.lineTooLong(maxBytes);
        }
        boolean returned = lineEnd > begun && kept[lineEnd - 1] == '\r';
        var line = Arrays.copyOfRange(kept, begun, returned ? lineEnd - 1 : lineEnd);
        begun = next;
        return line;
    }

    private int lineEnd(int from) {
        for (int i = from; i < end; i++) {
            if (kept[i] == '\n') {
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
