package io.rotunda.handlers;

import java.util.ArrayList;
import java.util.List;

/// Puts JSON together from pieces that are written already, copying each once.
final class Pieces {
    private static final byte[] OPEN = {'['};
    private static final byte[] COMMA = {','};
    private static final byte[] CLOSE = {']'};

    private final List<byte[]> pieces = new ArrayList<>();
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
        add(OPEN);
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                add(COMMA);
            }
            add(elements.get(i));
        }
        return add(CLOSE);
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
