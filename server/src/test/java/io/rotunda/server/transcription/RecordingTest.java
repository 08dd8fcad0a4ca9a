package io.rotunda.server.transcription;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// However a recording is cut into chunks, each file is one that can be decoded by itself.
class RecordingTest {
    private static final String HEAD = "1a45dfa3 84 42868101";
    private static final String OPEN_SEGMENT = "18538067 01ffffffffffffff";
    private static final String INFO_AND_TRACKS = "1549a966 82 0101 1654ae6b 83 ae8101";
    private static final String OPEN_CLUSTER = "1f43b675 01ffffffffffffff";
    private static final String WEBM_HEAD = HEAD + OPEN_SEGMENT + INFO_AND_TRACKS;

    @Test
    void aWebmFileIsTheHeadAndWholeBlocksOfTheClusterThatWasCut() {
        var recording = started(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 84 81000080 a3 84 8100");
        assertFile(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 84 81000080", recording);
        assertNull(recording.take());
        recording.add(bytes("01"));
        assertNull(recording.take());
        recording.add(bytes("80 a0 83 a18101"));
        assertFile(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 84 81000180 a0 83 a18101", recording);
    }

    @Test
    void aWebmFileMayHoldSeveralClusters() {
        var recording = started(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 81 01");
        recording.add(bytes("1f43b675 87 e7 82 0102 a3 81 02 1f43b675 ff e7 81 09 a3 81 03"));
        assertFile(
                WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 81 01" + OPEN_CLUSTER + "e7 82 0102 a3 81 02" + OPEN_CLUSTER
                        + "e7 81 09 a3 81 03",
                recording);
    }

    @Test
    void aWebmSegmentOfAKnownLengthIsOpened() {
        var recording = started(HEAD + "18538067 ae" + INFO_AND_TRACKS + OPEN_CLUSTER + "e7 81 07 a3 81 01");
        assertFile(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 81 01", recording);
    }

    @Test
    void whatIsNoSoundIsLeftOutOfWebm() {
        var recording = started(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 ab 81 00 a3 81 01 ec 82 0000 1c53bb6b 81 01");
        assertFile(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 81 01", recording);
    }

    @Test
    void anOggFileIsThePagesOfTheHeadAndWholePagesOfSound() {
        var head = page(2, 0, "OpusHead") + page(0, -1, "OpusTa") + page(1, 0, "gs");
        var recording = started(head + page(0, 960, "one"));
        assertFile(head + page(0, 960, "one"), recording);
        recording.add(bytes(page(0, 1920, "two") + page(0, 2880, "three").substring(0, 40)));
        assertFile(head + page(0, 1920, "two"), recording);
        recording.add(bytes(page(0, 2880, "three").substring(40)));
        assertFile(head + page(0, 2880, "three"), recording);
    }

    @Test
    void anMp4FileIsTheHeadAndWholeFragments() {
        var head = box("ftyp", "iso5") + box("moov", "tracks");
        var recording = started(head + box("moof", "1") + box("mdat", "one").substring(0, 10));
        assertNull(recording.take());
        recording.add(bytes(box("mdat", "one").substring(10) + box("moof", "2")));
        assertFile(head + box("moof", "1") + box("mdat", "one"), recording);
        recording.add(bytes(box("mdat", "two") + box("mfra", "")));
        assertFile(head + box("moof", "2") + box("mdat", "two"), recording);
    }

    @Test
    void aWavFileSaysItsOwnLength() {
        var format = "666d7420 10000000 0100 0200 803e0000 00fa0000 0400 1000";
        var recording = started("52494646 ffffffff 57415645 " + format + "64617461 ffffffff 01020304 0506");
        assertFile("52494646 28000000 57415645 " + format + "64617461 04000000 01020304", recording);
        recording.add(bytes("0708 09101112 13"));
        assertFile("52494646 2c000000 57415645 " + format + "64617461 08000000 0506070809101112", recording);
    }

    @Test
    void mp3AndWhatIsOfNoKnownFormatIsPassedOnAsItCame() {
        for (var start : List.of("fffb9064", "49443303", "000102", "664c6143")) {
            var recording = started(start);
            assertFile(start, recording);
            recording.add(bytes("0809"));
            recording.add(bytes("10"));
            assertFile("080910", recording);
        }
    }

    @Test
    void theFormatIsKnownByTheStart() {
        assertEquals(AudioFormat.WEBM, AudioFormat.startingWith(bytes(WEBM_HEAD)));
        assertEquals(AudioFormat.OGG, AudioFormat.startingWith(bytes(page(2, 0, "OpusHead"))));
        assertEquals(AudioFormat.UNKNOWN, AudioFormat.startingWith(bytes(page(0, 960, "sound"))));
        assertEquals(AudioFormat.MP4, AudioFormat.startingWith(bytes(box("ftyp", "iso5"))));
        assertEquals(AudioFormat.UNKNOWN, AudioFormat.startingWith(bytes(box("moof", "1"))));
        assertEquals(AudioFormat.MP3, AudioFormat.startingWith(bytes("fffb9064")));
        assertEquals(AudioFormat.UNKNOWN, AudioFormat.startingWith(new byte[0]));
        assertTrue(AudioFormat.tooShortToTell(bytes("1a")));
        assertTrue(AudioFormat.tooShortToTell(bytes("4f676753 00")));
        assertTrue(AudioFormat.tooShortToTell(bytes("52494646 00000000")));
        assertEquals(false, AudioFormat.tooShortToTell(bytes("010203")));
        assertEquals(false, AudioFormat.tooShortToTell(bytes(page(0, 960, "sound"))));
    }

    @Test
    void fromWhereARecordingIsBrokenItIsPassedOnAsItCame() {
        var recording = started(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 81 01 00 ff");
        assertFile(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 81 01 00 ff", recording);
        recording.add(bytes("0102"));
        assertFile(WEBM_HEAD + "0102", recording);
        assertFile(HEAD + "00", started(HEAD + "00"));
        assertFile(box("ftyp", "iso5") + box("mdat", "all"), started(box("ftyp", "iso5") + box("mdat", "all")));
    }

    @Test
    void aPieceThatClaimsToBeEndlessDoesNotGather() {
        var recording = started(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 1f000000");
        for (int i = 0; i < 5; i++) {
            recording.add(new byte[60_000]);
        }
        var file = recording.take();
        assertNotNull(file);
        assertTrue(recording.bytes() < 1_000, "it was passed on, not kept: " + recording.bytes());
    }

    @Test
    void aHugeTimestampIsNotRepeated() {
        var recording = started(WEBM_HEAD + OPEN_CLUSTER + "e7 40ea60" + "00".repeat(0xea60));
        recording.add(bytes("1f43b675 ff a3 80".repeat(9_000)));
        assertTrue(recording.bytes() < 200_000, "more than came in: " + recording.bytes());
        var longest = "e7 01 00000000000008 0000000000000007";
        assertFile(
                WEBM_HEAD + OPEN_CLUSTER + longest + "a3 81 01",
                started(WEBM_HEAD + OPEN_CLUSTER + longest + "a3 81 01"));
        var longer = "e7 90" + "00".repeat(16);
        assertFile(WEBM_HEAD + longer + "a3 81 01", started(WEBM_HEAD + OPEN_CLUSTER + longer + "a3 81 01"));
    }

    @Test
    void manyTinyClustersDoNotBecomeManyTimesTheirSize() {
        var recording = started(WEBM_HEAD + OPEN_CLUSTER + "e7 88 0000000000000001");
        recording.add(bytes("1f43b675 ff a3 80".repeat(9_000)));
        int most = 3 * 7 * 9_000;
        assertTrue(recording.bytes() < most + 1_000, "more than came in: " + recording.bytes());
    }

    @Test
    void aHeadIsNoLongerThanItsBound() {
        var tiny = box("free", "");
        assertTrue(bytesKept(box("ftyp", "iso5") + tiny.repeat(8_000)) < Recording.MAX_HEAD_BYTES + 1_000);
        assertTrue(bytesKept(page(2, 0, "") + page(0, 0, "").repeat(2_000)) < Recording.MAX_HEAD_BYTES + 1_000);
        assertTrue(bytesKept(HEAD + OPEN_SEGMENT + "ec 80".repeat(32_000) + OPEN_CLUSTER) < 1_000);
    }

    @Test
    void aHeadIsNotCopiedForEachOfItsParts() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var chunk = bytes(box("ftyp", "iso5") + box("free", "").repeat(8_000));
        long before = threads.getCurrentThreadAllocatedBytes();
        Recording.startingWith(chunk).add(chunk);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 8_000_000, "for a chunk of 64 KB it took " + allocated);
    }

    @Test
    void afterAGapAWebmFileBeginsWithTheNextCluster() {
        var recording = started(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 81 01 a3 84 81");
        recording.interrupt();
        recording.add(bytes("a3 81 02 1f43"));
        assertFile(WEBM_HEAD + OPEN_CLUSTER + "e7 81 07 a3 81 01", recording);
        recording.add(bytes("b675 ff e7 81 09 a3 81 03"));
        assertFile(WEBM_HEAD + OPEN_CLUSTER + "e7 81 09 a3 81 03", recording);
    }

    @Test
    void afterAGapAnOggFileBeginsWithTheNextPage() {
        var head = page(2, 0, "OpusHead");
        var recording =
                started(head + page(0, 960, "one") + page(0, 1920, "two").substring(0, 50));
        recording.interrupt();
        var next = page(0, 3840, "four").replace(" ", "");
        recording.add(bytes("01 4f67 0102030405060708" + next.substring(0, 6)));
        recording.add(bytes(next.substring(6)));
        assertFile(head + page(0, 960, "one") + next, recording);
    }

    @Test
    void afterAGapAnMp4FileBeginsWithTheNextFragment() {
        var head = box("ftyp", "iso5") + box("moov", "tracks");
        var recording = started(head + box("moof", "1") + box("mdat", "one").substring(0, 10));
        recording.interrupt();
        var next = box("moof", "3") + box("mdat", "three");
        recording.add(bytes("6d6f6f66 010203040506" + next.substring(0, 14)));
        recording.add(bytes(next.substring(14)));
        assertFile(head + next, recording);
    }

    @Test
    void afterAGapWhatHasNoMarksGoesOn() {
        var head = "52494646 00000000 57415645 64617461 00000000";
        var recording = started(head + "01");
        recording.interrupt();
        recording.add(bytes("02"));
        assertFile("52494646 0e000000 57415645 64617461 02000000 0102", recording);
        var plain = started("000102");
        plain.interrupt();
        plain.add(bytes("03"));
        assertFile("00010203", plain);
    }

    @Test
    void afterAGapInItsHeadARecordingIsBroken() {
        var recording = started(HEAD);
        recording.interrupt();
        recording.add(bytes(OPEN_CLUSTER));
        assertFile(OPEN_CLUSTER, recording);
    }

    /// Cut anywhere and taken at any time, nothing is lost, doubled or torn.
    @Test
    void theCutsOfTheRecorderDoNotMatter() {
        var random = new Random(20260319);
        var blocks = new StringBuilder();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            if (i % 20 == 0) {
                blocks.append(OPEN_CLUSTER).append("e78101");
            }
            var block = "a3" + "%02x".formatted(0x80 + 2 + i) + "%02x".formatted(i) + "a3".repeat(1 + i);
            blocks.append(block);
            expected.add(block);
        }
        var whole = bytes(WEBM_HEAD + blocks);
        for (int round = 0; round < 200; round++) {
            var recording = Recording.startingWith(whole);
            var heard = new StringBuilder();
            for (int at = 0; at < whole.length; ) {
                int to = Math.min(whole.length, at + 1 + random.nextInt(90));
                recording.add(Arrays.copyOfRange(whole, at, to));
                at = to;
                var file = random.nextInt(3) == 0 || at == whole.length ? recording.take() : null;
                if (file != null) {
                    var text = hex(file.bytes());
                    assertTrue(text.startsWith(plain(WEBM_HEAD + OPEN_CLUSTER + "e78101")));
                    heard.append(text.substring(plain(WEBM_HEAD).length()));
                }
            }
            assertEquals(String.join("", expected), heard.toString().replace(plain(OPEN_CLUSTER + "e78101"), ""));
        }
    }

    @Test
    void nothingThatIsSentBreaksIt() {
        var random = new Random(7);
        var starts = List.of(
                bytes(WEBM_HEAD),
                bytes(page(2, 0, "OpusHead")),
                bytes(box("ftyp", "iso5")),
                bytes("52494646 00000000" + "57415645"));
        for (int round = 0; round < 2_000; round++) {
            var start = starts.get(round % starts.size());
            var recording = Recording.startingWith(start);
            recording.add(start);
            for (int i = 0; i < 5; i++) {
                var chunk = new byte[random.nextInt(200)];
                random.nextBytes(chunk);
                if (random.nextBoolean()) {
                    Arrays.fill(chunk, (byte) random.nextInt(3));
                }
                recording.add(chunk);
            }
            recording.take();
            assertTrue(recording.bytes() < 3_000);
        }
    }

    private static Recording started(String hex) {
        var recording = Recording.startingWith(bytes(hex));
        recording.add(bytes(hex));
        return recording;
    }

    /// What is kept of a recording with this start when all that may be passed on has been.
    private static int bytesKept(String hex) {
        var recording = started(hex);
        recording.take();
        return recording.bytes();
    }

    private static void assertFile(String hex, Recording recording) {
        var file = recording.take();
        assertNotNull(file);
        assertArrayEquals(bytes(hex), file.bytes(), () -> plain(hex) + "\n" + hex(file.bytes()));
    }

    private static String page(int type, long position, String body) {
        return "4f676753 00 %02x %016x 00000001 00000000 00000000 01 %02x"
                        .formatted(type, Long.reverseBytes(position), body.length())
                + hex(body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String box(String type, String body) {
        return "%08x".formatted(8 + body.length()) + hex((type + body).getBytes(StandardCharsets.US_ASCII));
    }

    private static String plain(String hex) {
        return hex.replace(" ", "");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(plain(hex));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
