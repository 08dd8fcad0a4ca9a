package io.rotunda.server.transcription;

import java.io.ByteArrayOutputStream;
import java.io.Serial;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One recording of a client, as its chunks come in. Recorders in browsers write a head once, and cut when the time
/// has come, not where a piece of the format ends: a later chunk alone cannot be decoded. Each file that is taken
/// from here is the head and whole pieces after it.
///
/// From where a recording is broken, it is passed on as it came. Used by one thread at a time.
abstract class Recording {
    /// A head is some hundred bytes; one that goes on for longer is none.
    static final int MAX_HEAD_BYTES = 32 * 1024;

    /// A piece is a fraction of a second; what claims to be longer is broken.
    private static final int MAX_PIECE_BYTES = 256 * 1024;

    /// What a file may repeat of its recording, beside twice what came in.
    private static final int REPEATED_BYTES = 64;

    /// One less than the length of a mark that [#resumption] looks for, with what stands before it.
    private static final int PART_OF_MARK_BYTES = 7;

    /// What the smallest recording weighs.
    private static final int OVERHEAD_BYTES = 512;

    private final AudioFormat format;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream(0);
    private ByteArrayOutputStream pieces = new ByteArrayOutputStream(0);
    private byte[] rest = {};
    private int room;
    private boolean broken;
    private boolean interrupted;

    Recording(AudioFormat format) {
        this.format = format;
    }

    /// The recording that starts with these bytes, which are still to be added.
    static Recording startingWith(byte[] start) {
        var format = AudioFormat.startingWith(start);
        return switch (format) {
            case WEBM -> new WebmRecording();
            case OGG -> new OggRecording();
            case MP4 -> new Mp4Recording();
            case WAV -> new WavRecording();
            case MP3, UNKNOWN -> new PlainRecording(format);
        };
    }

    /// Takes the next part of the head, or the next piece, off `data` at `from`.
    ///
    /// @return how many bytes it was; 0 if it is not whole yet
    abstract int cut(byte[] data, int from) throws Broken;

    /// Where, in what follows a gap, a piece begins; -1 if nowhere. A format without marks goes on at once.
    int resumption(byte[] data) {
        return 0;
    }

    /// A file of the head and whole pieces.
    byte[] file(byte[] start, byte[] whole) {
        return Bytes.joined(start, whole);
    }

    final void add(byte[] chunk) {
        var data = rest.length == 0 ? chunk : Bytes.joined(rest, chunk);
        int at = interrupted ? resume(data) : 0;
        room = pieces.size() + 2 * data.length + REPEATED_BYTES;
        try {
            int length = broken || interrupted ? 0 : cut(data, at);
            while (length > 0) {
                at += length;
                length = cut(data, at);
            }
            if (data.length - at > MAX_PIECE_BYTES) {
                throw new Broken();
            }
        } catch (Broken _) {
            broken = true;
        }
        if (broken) {
            pieces.write(data, at, data.length - at);
            at = data.length;
        }
        rest = Arrays.copyOfRange(data, at, data.length);
    }

    /// Some of what should follow is missing: nothing that is unfinished will be whole.
    final void interrupt() {
        rest = new byte[0];
        broken |= format.hasHead() && !hasHead();
        interrupted = !broken;
    }

    /// What its end never came for.
    final int unfinished() {
        return rest.length;
    }

    private int resume(byte[] data) {
        int at = resumption(data);
        interrupted = at < 0;
        return interrupted ? Math.max(0, data.length - PART_OF_MARK_BYTES) : at;
    }

    /// How many bytes are kept.
    final int bytes() {
        return OVERHEAD_BYTES + head.size() + pieces.size() + rest.length;
    }

    /// What came since the last file, as one; null if nothing whole did.
    final @Nullable AudioFile take() {
        if (pieces.size() == 0) {
            return null;
        }
        var whole = pieces.toByteArray();
        pieces = new ByteArrayOutputStream(0); // a long wait must not leave its memory behind
        var start = head.toByteArray();
        return new AudioFile(format, broken ? Bytes.joined(start, whole) : file(start, whole));
    }

    /// Whether the next piece is the first one of a file.
    final boolean atStart() {
        return pieces.size() == 0;
    }

    final boolean hasHead() {
        return head.size() > 0;
    }

    final void addToHead(byte[] data, int from, int to) throws Broken {
        if (to - from > MAX_HEAD_BYTES - head.size()) {
            throw new Broken();
        }
        head.write(data, from, to - from);
    }

    /// A few bytes that came in must not become many that are kept.
    final void addPiece(byte[] data, int from, int to) throws Broken {
        if (to - from > room - pieces.size()) {
            throw new Broken();
        }
        pieces.write(data, from, to - from);
    }

    /// This is not the format that it started as.
    static final class Broken extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        Broken() {
            super("not the format that it started as", null, false, false);
        }
    }
}
