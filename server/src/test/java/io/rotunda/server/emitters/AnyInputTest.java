package io.rotunda.server.emitters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.handlers.Rejected;
import io.rotunda.server.emitters.Intake.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever comes is read, or dropped, and nothing else happens.
class AnyInputTest {
    private static final int RUNS = 200_000;
    private static final String[] CHANNELS = {"socket.io#/#", "socket.io#/acme#r#", "socket.io#", "socket.io-request#/#"
    };

    private static final List<Source> SOURCES = List.of(Source.values());

    private final Random random = new Random(20_260_101);
    private final List<byte[]> seeds = seeds();

    @Test
    void noInputDoesMoreThanToBeDropped() {
        int dropped = 0;
        for (int run = 0; run < RUNS; run++) {
            var body = changed(seeds.get(random.nextInt(seeds.size())));
            var source = SOURCES.get(random.nextInt(SOURCES.size()));
            try {
                if (source == Source.STREAM) {
                    StreamEntry.read(Map.of("type", new byte[] {(byte) ('0' + random.nextInt(10))}, "data", body));
                } else {
                    Listening.read(new Message(source, CHANNELS[random.nextInt(CHANNELS.length)], body));
                }
            } catch (Dropped | Rejected expected) {
                dropped++;
            }
        }
        assertTrue(dropped > RUNS / 2, "most of it is broken: " + dropped);
        assertTrue(dropped < RUNS, "some of it is not");
    }

    @Test
    void whatIsCutAnywhereIsDropped() {
        for (var seed : seeds) {
            for (int length = 0; seed[0] < 0 && length < seed.length; length++) { // not the JSON ones
                var cut = Arrays.copyOf(seed, length);
                assertEquals(true, drops(cut));
            }
        }
    }

    private static boolean drops(byte[] cut) {
        try {
            MessagePack.read(cut);
            return false;
        } catch (Dropped expected) {
            return true;
        }
    }

    private byte[] changed(byte[] seed) {
        var bytes = seed.clone();
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    var other = seeds.get(random.nextInt(seeds.size()));
                    bytes = Arrays.copyOf(bytes, at + other.length);
                    System.arraycopy(other, 0, bytes, at, other.length);
                }
            }
        }
        return bytes;
    }

    private static List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        try {
            for (var line : FormatsTest.vectors()) {
                if (line.startsWith("PUBLISH")) {
                    seeds.add(FormatsTest.message(line).body());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        seeds.add("""
                {"method":"emit","event":"x","data":[{"_placeholder":true,"num":0},"AQID"],"binary":true,"namespace":"/a"}""".getBytes(UTF_8));
        seeds.add("""
                {"packet":{"type":2,"data":["x",{"a":[1.5,null,true,"\\u00fc"]}],"nsp":"/"},"opts":{"rooms":["r"],"except":[]}}""".getBytes(UTF_8));
        return seeds;
    }
}
