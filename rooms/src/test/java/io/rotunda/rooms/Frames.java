package io.rotunda.rooms;

import java.nio.charset.StandardCharsets;

/// Events for tests.
final class Frames {
    private Frames() {}

    static Frame named(String event) {
        return Frame.transientEvent(event, "{}".getBytes(StandardCharsets.UTF_8));
    }

    static Frame at(long seq) {
        return Frame.durable("message:new", "{}".getBytes(StandardCharsets.UTF_8), seq);
    }

    static Frame heavy(long seq, int bytes) {
        return Frame.durable("message:new", new byte[bytes], seq);
    }
}
