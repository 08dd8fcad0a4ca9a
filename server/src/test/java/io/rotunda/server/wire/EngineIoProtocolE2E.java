package io.rotunda.server.wire;

import static io.rotunda.server.wire.PollingClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rotunda.server.wire.RawWebSocket.Frame;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Bare Engine.IO v4 on the path that echoes.
class EngineIoProtocolE2E extends TransportContract {
    EngineIoProtocolE2E() {
        super("/engine.io/");
    }

    @Override
    void assertServed(RawWebSocket socket) throws IOException {
        socket.send("4hello");
        assertEquals("4hello", socket.text());
    }

    @Test
    void aTextPacketComesBackOverPolling() throws Exception {
        assertComesBack("4hello");
    }

    @Test
    void severalTextPacketsComeBackInOnePayload() throws Exception {
        assertComesBack("4test1\u001e4test2\u001e4test3");
    }

    @Test
    void textAndBinaryPacketsComeBackInOnePayload() throws Exception {
        assertComesBack("4hello\u001ebAQIDBA==");
    }

    @Test
    void aPacketThatCannotBeReadEndsThePollingSession() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");

        client.post("abc");

        assertEquals(400, client.poll().statusCode());
    }

    @Test
    void aSecondPollWhileOneIsOpenEndsTheSession() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var one = new RawHttp(server);
                var other = new RawHttp(server)) {
            one.get(client.target());
            other.get(client.target());

            var answers = List.of(one.response(), other.response());
            assertEquals(
                    List.of(200, 400),
                    answers.stream().map(RawHttp.Response::status).sorted().toList());
            assertEquals(
                    List.of("1"),
                    answers.stream()
                            .filter(answer -> answer.status() == 200)
                            .map(RawHttp.Response::body)
                            .toList());
        }
        assertEquals(400, client.poll().statusCode());
    }

    @Test
    void aCancelledPollEndsTheSession() throws Exception {
        var polls = new RawHttp(server);
        var client = PollingClient.open(server, "/engine.io/", polls);
        client.leavePollOpen(polls);

        polls.close();

        // Seen by posts, because a second poll would end the session as well.
        var deadline = Instant.now().plus(RawHttp.PATIENCE);
        while (client.post("3").statusCode() != 400) {
            assertTrue(Instant.now().isBefore(deadline), "the session is still there");
        }
    }

    @Test
    void aTextPacketComesBackOverWebSocket() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            assertServed(socket);
        }
    }

    @Test
    void aBinaryPacketComesBackOverWebSocket() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.sendBinary(1, 2, 3, 4);

            assertEquals(Frame.binary(1, 2, 3, 4), socket.message());
        }
    }

    @Test
    void aPacketThatCannotBeReadClosesTheWebSocket() throws Exception {
        try (var socket = RawWebSocket.onEngine(server)) {
            socket.send("abc");

            socket.awaitClosed();
        }
    }

    @Test
    void whatWaitedForAPollArrivesOnTheWebSocketAfterTheUpgrade() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var socket = RawWebSocket.ask(server, client.upgradeTarget())) {
            client.send("4early");
            socket.send("2probe");
            assertEquals("3probe", socket.text());

            socket.send("5");

            assertEquals("4early", socket.text());
        }
    }

    @Test
    void manyPostsInARowComeBackInTheirOrder() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        var sent = Stream.iterate(0, i -> i + 1).limit(200).map(i -> "4" + i).toList();

        for (var packet : sent) {
            client.send(packet);
        }

        assertEquals(sent, client.packets(sent.size()));
    }

    @Test
    void aMissingSessionIsRefusedWith400() throws Exception {
        var target = "/engine.io/?EIO=4&transport=polling&sid=8f1a8a5e-0000-4000-8000-000000000000";

        assertEquals(400, request(server, "GET", target, "").statusCode());
        assertEquals(400, request(server, "POST", target, "4hello").statusCode());
    }

    private void assertComesBack(String payload) throws Exception {
        var client = PollingClient.open(server, "/engine.io/");

        client.send(payload);

        var answer = client.poll();
        assertEquals(200, answer.statusCode());
        assertEquals(payload, answer.body());
    }
}
