package io.rotunda.rooms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void piecesAreOnePayload() {
        var frame = Frame.transientEvent("page", List.of(utf8("[1"), utf8(","), utf8("22]")));
        assertEquals(6, frame.size());
        assertArrayEquals(utf8("[1,22]"), frame.payload());
        var around = utf8("<......>");
        frame.copyTo(around, 1);
        assertArrayEquals(utf8("<[1,22]>"), around);
    }

    @Test
    void aPayloadInOneIsNotCopied() {
        var payload = utf8("{}");
        assertSame(payload, Frame.durable("message:new", payload, 1).payload());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
