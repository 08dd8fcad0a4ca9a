package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
    private static final String HOST = "Host: a\r\nOrigin: http://b\r\n\r\n";
    private static final String POLL = "GET /socket.io/?EIO=4&t=1 HTTP/1.1\r\n" + HOST;
    private static final String NEXT = "GET /socket.io/?EIO=4&t=2 HTTP/1.1\r\n" + HOST;

    private int repeated;

    @Test
    void requestsWithTheSameHeadersAreRecognised() {
        assertEquals(netty(POLL, NEXT, POLL), ours(POLL, NEXT, POLL));
        assertEquals(2, repeated);
    }

    @Test
    void pipelinedRequestsAreReadOneAfterTheOther() {
        assertEquals(
                netty(POLL + NEXT + POLL + NEXT), ours(POLL + NEXT + POLL.substring(0, 20), POLL.substring(20) + NEXT));
        assertEquals(2, repeated);
    }

    @Test
    void otherHeadersAreReadAnew() {
        var other = NEXT.replace("Origin: http://b", "Origin: http://c");
        assertEquals(netty(POLL, other, POLL), ours(POLL, other, POLL));
        assertEquals(0, repeated);
    }

    @Test
    void aBodyThatLooksLikeARepeatedRequestIsABody() {
        var post = "POST / HTTP/1.1\r\nContent-Length: " + POLL.length() + "\r\n\r\n";
        assertEquals(netty(POLL, post, POLL, NEXT), ours(POLL, post, POLL, NEXT));
        assertEquals(1, repeated);
    }

    @Test
    void aChunkThatLooksLikeARepeatedRequestIsAChunk() {
        var post =
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(POLL.length()) + "\r\n";
        assertEquals(netty(POLL, post, POLL, "\r\n0\r\n\r\n", NEXT), ours(POLL, post, POLL, "\r\n0\r\n\r\n", NEXT));
        assertEquals(1, repeated);
    }

    /// Whatever announces a body, asks for more than an answer, or is no strict request is Netty's to judge, each time.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab",
                "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
                "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\nHost: a\r\n\r\n",
                "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / b HTTP/1.1\r\nHost: a\r\n\r\n",
                "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
                "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            })
    void whatIsNotSimpleIsLeftToNetty(String request) {
        assertEquals(netty(request, request), ours(request, request));
        assertEquals(0, repeated);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET  /c HTTP/1.1\r\n", "GET /c HTTP/1.1\n", "GET /c HTTP/1.0\r\n", "get /c HTTP/1.1\r\n"})
    void anotherFirstLineBeforeTheSameHeadersIsLeftToNetty(String line) {
        assertEquals(netty(POLL, line + HOST, NEXT), ours(POLL, line + HOST, NEXT));
        assertTrue(repeated <= 1);
    }

    private List<String> ours(String... reads) {
        var config = new HttpDecoderConfig();
        return decoded(new EmbeddedChannel(new RequestDecoder(config)), reads);
    }

    private List<String> netty(String... reads) {
        return decoded(new EmbeddedChannel(new HttpRequestDecoder(new HttpDecoderConfig())), reads);
    }

    private List<String> decoded(EmbeddedChannel channel, String... reads) {
        for (var read : reads) {
            channel.writeInbound(Unpooled.copiedBuffer(read, US_ASCII));
        }
        var seen = new ArrayList<String>();
        for (Object one = channel.readInbound(); one != null; one = channel.readInbound()) {
            describe(one, seen);
            ReferenceCountUtil.release(one);
        }
        channel.finishAndReleaseAll();
        return seen;
    }

    private void describe(Object one, List<String> seen) {
        switch (one) {
            case RequestDecoder.Repeated poll -> {
                repeated++;
                seen.add("GET " + poll.uri() + " " + poll.head().headers.entries());
            }
            case HttpObject broken when broken.decoderResult().isFailure() -> seen.add("broken");
            case FullHttpRequest request -> seen.add("full " + request.uri());
            case HttpRequest request ->
                seen.add(request.method() + " " + request.uri() + " "
                        + request.headers().entries());
            case HttpContent content -> {
                if (content.content().isReadable()) {
                    seen.add(content.content().toString(US_ASCII));
                }
            }
            default -> seen.add("unknown");
        }
    }
}
