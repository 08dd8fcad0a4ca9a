package io.rotunda.handlers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// JSON out of pieces that are written already: put together here, or where it is sent from.
final class Pieces {
    private static final byte[] OPEN = {'['};
    private static final byte[] COMMA = {','};
    private static final byte[] CLOSE = {']'};

    private final ArrayList<byte[]> pieces = new ArrayList<>();
    private int size;

    Pieces add(String json) {
        return add(Texts.utf8(json));
    }

    Pieces add(byte[] json) {
        pieces.add(json);
        size += json.length;
        return this;
    }

    Pieces array(List<byte[]> elements) {
        pieces.ensureCapacity(pieces.size() + 2 * elements.size() + 2);
        add(OPEN);
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                add(COMMA);
            }
            add(elements.get(i));
        }
        return add(CLOSE);
    }

    /// What was added, in order; nothing may be added after this.
    List<byte[]> all() {
        return Collections.unmodifiableList(pieces);
    }

    byte[] joined() {
        var joined = new byte[size];
        int at = 0;
        for (var piece : pieces) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }
}
