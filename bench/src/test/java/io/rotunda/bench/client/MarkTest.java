package io.rotunda.bench.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkTest {
    private final Mark mark = new Mark();

    @Test
    void aMarkSaysWhoSentWhat() {
        var packet = "42[\"message:new\",{\"content\":\"~R000000000000 hello\"}]".getBytes(UTF_8);
        int at = mark.find(packet, 0, packet.length);

        Mark.write(packet, at, 499, 0xabcdef);

        assertEquals(at, mark.find(packet, 0, packet.length));
        assertEquals(499, Mark.sender(packet, at));
        assertEquals(0xabcdef, Mark.number(packet, at));
    }

    @Test
    void aMarkIsFoundWhereItWasNotLastTime() {
        var one = "..~R000000000000".getBytes(UTF_8);
        var other = ".....~R000000000000".getBytes(UTF_8);

        assertEquals(2, mark.find(one, 0, one.length));
        assertEquals(5, mark.find(other, 0, other.length));
    }

    @Test
    void aMarkThatIsCutIsNone() {
        var packet = "..~R00000000000".getBytes(UTF_8);

        assertEquals(-1, mark.find(packet, 0, packet.length));
    }

    @Test
    void theNumberOfAUserIsReadFromItsId() {
        var packet = "{\"channelId\":\"r1\",\"userId\":\"b000123\"}".getBytes(UTF_8);

        assertEquals("b000123", Identity.userId(123));
        assertEquals(123, Identity.numberIn(packet, 0, packet.length));
        assertEquals(-1, Identity.numberIn(packet, 0, packet.length - 5));
    }
}
