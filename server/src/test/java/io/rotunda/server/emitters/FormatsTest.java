package io.rotunda.server.emitters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.server.emitters.Intake.Message;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The bytes of published emitters, and what is nearly those.
class FormatsTest {
    private static final Pattern PUBLISHED =
            Pattern.compile("PUBLISH \"(?<channel>[^\"]+)\" (hex\\(\\d+\\) (?<hex>[0-9a-f]+)|(?<json>\\{.*))");

    @Test
    void aRoomOfNoTenant() throws Exception {
        var emit = event("A");
        assertEquals(List.of("channel:42"), emit.whom().to());
        assertEquals(List.of(), emit.whom().except());
        assertNull(emit.whom().organizationId());
        assertEquals("message:new", emit.event());
        assertEquals("[{\"id\":\"m1\"}]", emit.arguments().toString());
    }

    @Test
    void everybody() throws Exception {
        var emit = event("B");
        assertEquals(List.of(), emit.whom().to());
        assertEquals(List.of(), emit.arguments());
    }

    @Test
    void severalRoomsFlagsAndOneLeftOut() throws Exception {
        var emit = event("C");
        assertEquals(List.of("a", "b"), emit.whom().to());
        assertEquals(List.of("c"), emit.whom().except());
        assertEquals("[1]", emit.arguments().toString());
    }

    @Test
    void binaryDataForAnotherNamespace() throws Exception {
        var emit = event("D");
        assertEquals("admin", emit.whom().organizationId());
        assertArrayEquals(new byte[] {1, 2, 3}, emit.arguments().getFirst().binaryValue());
    }

    @Test
    void requests() throws Exception {
        var join = (Instruction.Join) read("E");
        assertEquals(List.of("user:1"), join.whom().to());
        assertEquals(List.of("channel:42"), join.rooms());
        assertEquals(List.of("channel:42"), ((Instruction.Leave) read("F")).rooms());
        assertEquals(
                List.of("user:1"), ((Instruction.Disconnect) read("G")).whom().to());
        assertEquals(
                Reason.UNSUPPORTED, assertThrows(Dropped.class, () -> read("H")).reason());
    }

    @Test
    void whatEncodersWrite() throws Exception {
        assertEquals("{\"b\":null}", unpacked("82a161d40000a162c0"));
        assertEquals("{\"b\":null}", unpacked("81a162c0"));
        assertEquals("[null]", unpacked("91d40000"));
        assertEquals("\"2023-11-14T22:13:20.123Z\"", unpacked("d7ff1d5353006553f100"));
        assertEquals("1.5", unpacked("cb3ff8000000000000"));
        assertEquals("300", unpacked("cd012c"));
        assertEquals("9007199254740991", unpacked("cf001fffffffffffff"));
        assertEquals("18446744073709551615", unpacked("cfffffffffffffffff"));
        assertEquals("-1", unpacked("ff"));
        assertEquals("-200", unpacked("d1ff38"));
        assertEquals("null", unpacked("cb7ff0000000000000"));
    }

    @Test
    void aStreamsEntryInBase64() throws Exception {
        var data = vector("stream binary data hex").replaceAll(".* b64 ", "");
        var emit = (Instruction.Emit)
                StreamEntry.read(Map.of("uid", utf8("e"), "nsp", utf8("/"), "type", utf8("3"), "data", utf8(data)));
        assertEquals(List.of("r"), emit.whom().to());
        assertArrayEquals(new byte[] {1, 2, 3}, emit.arguments().getFirst().binaryValue());
    }

    @Test
    void olderEmittersLeaveThingsOut() throws Exception {
        var body = "93a161" + "82a474797065" + "02" + "a464617461" + "91a178" + "81a5726f6f6d73" + "90";
        var emit = (Instruction.Emit)
                RedisEmitter.event("socket.io#/#", HexFormat.of().parseHex(body));
        assertNull(emit.whom().organizationId());
        assertEquals(List.of(), emit.whom().except());
    }

    @Test
    void pythonsArguments() throws Exception {
        assertEquals("[{\"n\":1}]", python("'data':[{'n':1}],'binary':false").toString());
        assertEquals("[1, 2]", python("'data':[1,2],'binary':false").toString());
        assertEquals("[]", python("'data':[null],'binary':false").toString());
        assertEquals("[[1,2]]", python("'data':[1,2]").toString());
        assertEquals("[]", python("'data':null").toString());
        var binary = python("'data':[[{'_placeholder':true,'num':0}],'AQID'],'binary':true");
        assertArrayEquals(new byte[] {1, 2, 3}, binary.getFirst().binaryValue());
        assertDropped(Reason.MALFORMED, () -> python("'data':[[{'_placeholder':true,'num':1}],'AQID'],'binary':true"));
        assertDropped(Reason.MALFORMED, () -> python("'data':[[{'_placeholder':true,'num':-1}],'AQID'],'binary':true"));
        assertDropped(Reason.MALFORMED, () -> python("'data':[[],'%'],'binary':true"));
        assertDropped(Reason.UNSUPPORTED, () -> python("'data':[1],'callback':['a','/',1]"));
        assertDropped(Reason.PICKLE, () -> PythonManager.read(new byte[] {(byte) 0x80, 4}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c1",
                "93",
                "ddffffffff",
                "dfffffffff",
                "c6ffffffff",
                "c67fffffff00",
                "dbffffffff",
                "c9ffffffff01",
                "a1ff",
                "c0c0",
                "82a16101a16102",
                "810102",
                "d40100",
                "d4ff00",
                "c70cffffffffff7fffffffffffffff",
                "81c0c0"
            })
    void whatIsNoMessagePackIsRefusedBeforeMemoryIsTakenForIt(String hex) {
        assertDropped(Reason.MALFORMED, () -> unpacked(hex));
    }

    @Test
    void depthAndNumberAreBounded() {
        assertDropped(Reason.MALFORMED, () -> MessagePack.read(filled(1_000_000, 0x91)));
        assertDropped(Reason.MALFORMED, () -> unpacked("dd000f4240" + "c0".repeat(1_000_000)));
        assertDropped(Reason.MALFORMED, () -> JsonText.read(utf8("[".repeat(1_000_000))));
        assertDropped(Reason.MALFORMED, () -> JsonText.read(utf8("{\"a\":1,\"a\":2}")));
        assertDropped(Reason.MALFORMED, () -> JsonText.read(utf8("{}{}")));
    }

    @Test
    void whatIsInTheMessageCannotNameMoreThanItsChannel() throws IOException {
        var vector = vector("A");
        var body = HexFormat.of().parseHex(match(vector).group("hex"));
        assertDropped(Reason.NAMESPACE, () -> RedisEmitter.event("socket.io#/acme#channel:42#", body));
        assertDropped(Reason.MALFORMED, () -> RedisEmitter.event("socket.io#/#channel:43#", body));
        assertDropped(Reason.MALFORMED, () -> RedisEmitter.event("socket.io#", body));
        assertDropped(Reason.MALFORMED, () -> RedisEmitter.event("socket.io#/#x", body));
        assertDropped(Reason.NAMESPACE, () -> RedisEmitter.request("socket.io-request#acme#", utf8("""
                {"type":4,"opts":{"rooms":["user:1"]}}""")));
    }

    private static List<JsonNode> python(String fields) throws Dropped {
        var json = "{'method':'emit','event':'x'," + fields + ",'namespace':'/acme','room':null,'skip_sid':null}";
        return ((Instruction.Emit) PythonManager.read(utf8(json.replace('\'', '"')))).arguments();
    }

    private static String unpacked(String hex) throws Dropped {
        return MessagePack.read(HexFormat.of().parseHex(hex)).toString();
    }

    private static void assertDropped(Reason reason, Executable reading) {
        assertEquals(reason, assertThrows(Dropped.class, reading).reason());
    }

    private static byte[] filled(int length, int with) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static Instruction.Emit event(String name) throws Exception {
        return (Instruction.Emit) read(name);
    }

    private static Instruction read(String name) throws IOException, Dropped {
        return Listening.read(message(vector(name)));
    }

    static Message message(String published) {
        var match = match(published);
        var channel = match.group("channel");
        return match.group("hex") == null
                ? new Message(Source.REQUEST, channel, utf8(match.group("json")))
                : new Message(Source.EVENT, channel, HexFormat.of().parseHex(match.group("hex")));
    }

    private static Matcher match(String published) {
        var match = PUBLISHED.matcher(published);
        if (!match.matches()) {
            throw new IllegalArgumentException(published);
        }
        return match;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /// The line below the title that begins with this name, or that begins with it itself.
    static String vector(String name) throws IOException {
        var lines = vectors();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("--" + name)) {
                return lines.get(i + 1);
            }
            if (lines.get(i).startsWith(name + " ")) {
                return lines.get(i);
            }
        }
        throw new IllegalArgumentException("no vector " + name);
    }

    static List<String> vectors() throws IOException {
        try (var in = FormatsTest.class.getResourceAsStream("/emitters/vectors.txt")) {
            if (in == null) {
                throw new IllegalStateException("no vectors");
            }
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
