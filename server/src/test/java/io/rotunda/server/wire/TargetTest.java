package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/socket.io/?EIO=4&transport=polling&t=x1&sid=abc",
                "/a?sid",
                "/a?sid=",
                "/a?sid&sid=2",
                "/a?sid=1&sid=2",
                "/a?xsid=1&sidx=2&sid=3",
                "/a?sid==b",
                "/a?sid=a?b=c",
                "/a?=sid=1",
                "/a?&&sid=1&",
                "/a??sid=1",
                "/a?sid=%41+b",
                "/a?s%69d=1",
                "/%61?sid=1",
                "/a?t=1;sid=2",
                "/a?t=1#&sid=2",
                "http://host/a?sid=1",
                "sid=1",
            })
    void isReadAsNettyReadsIt(String uri) {
        var netty = new QueryStringDecoder(uri, UTF_8, true, 32);
        var target = new Target(uri);

        assertEquals(netty.path(), target.path());
        for (var name : List.of("sid", "t", "EIO", "transport", "x")) {
            var values = netty.parameters().get(name);
            assertEquals(values == null ? null : values.getFirst(), target.parameter(name), name);
        }
    }

    @Test
    void onlySoManyParametersCount() {
        assertNull(new Target("/?" + "a&".repeat(32) + "sid=1").parameter("sid"));
    }

    @Test
    void brokenEscapesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Target("/?sid=%zz"));
    }
}
