package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketPacketTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40                        | CONNECT      | 0 | /       | -1  | ''",
                "40{\"token\":\"x\"}       | CONNECT      | 0 | /       | -1  | {\"token\":\"x\"}",
                "40/custom,                | CONNECT      | 0 | /custom | -1  | ''",
                "40/custom                 | CONNECT      | 0 | /custom | -1  | ''",
                "41/custom,                | DISCONNECT   | 0 | /custom | -1  | ''",
                "42[\"a\"]                 | EVENT        | 0 | /       | -1  | [\"a\"]",
                "42/custom,12[\"a\",1]     | EVENT        | 0 | /custom | 12  | [\"a\",1]",
                "430[]                     | ACK          | 0 | /       | 0   | []",
                "452-/x,7[\"a\",{},{}]     | BINARY_EVENT | 2 | /x      | 7   | [\"a\",{},{}]",
                "461-999999999[{}]         | BINARY_ACK   | 1 | /       | 999999999 | [{}]",
            })
    void aPacketIsReadAsTheProtocolSays(
            String text, PacketType type, int attachments, String namespace, long ackId, String json) {
        var packet = SocketPacket.read(text.strip().getBytes(UTF_8));

        assertNotNull(packet);
        assertEquals(type, packet.type());
        assertEquals(attachments, packet.attachments());
        assertEquals(namespace, packet.namespace());
        assertEquals(ackId, packet.ackId());
        assertArrayEquals(json.getBytes(UTF_8), packet.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4", "47", "4a", "49[\"a\"]", "42", "42{}", "42\"a\"", "42abc[\"a\"]", "421.5[\"a\"]", "42-1[\"a\"]",
                "43[]", "43x[]", "44{}", "44\"no\"", "41{}", "40[]", "40\"x\"", "401{}", "45[\"a\"]", "45-[\"a\"]",
                "4511-[\"a\"]", "45100-[\"a\"]", "45x-[\"a\"]", "451[\"a\"]", "42/x", "421234567890[\"a\"]"
            })
    void whatIsNoPacketOfAClientIsRefused(String text) {
        assertNull(SocketPacket.read(text.getBytes(UTF_8)));
    }

    @Test
    void anAckIdOf120KilobytesIsRefusedWithoutLookingAtAllOfIt() {
        assertNull(SocketPacket.read(("42" + "9".repeat(120_000) + "[\"a\"]").getBytes(UTF_8)));
    }

    @Test
    void aNamespaceOf100KilobytesIsRefused() {
        assertNull(SocketPacket.read(("40/" + "n".repeat(100_000) + ",").getBytes(UTF_8)));
    }
}
