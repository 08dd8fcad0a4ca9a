package io.rotunda.handlers;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How many messages of one user back ends may write at a time.
class StreamsAtATimeTest {
    private static final int MOST = 100;
    private static final String WHO = "{'organizationId':'acme','channelId':'general','userId':'bot','userName':'Bot'}";

    private final Scene scene = Scene.open();
    private final Actor bob = scene.entersAndJoins("bob", "general");
    private final List<ApiReply> answers = new ArrayList<>();

    @Test
    void aHundredAreWrittenAndOneMoreIsToldWhenToTryAgain() {
        new Writer(MOST + 1).writes();
        var refused = answers.getFirst(); // it began last
        assertEquals(429, refused.status());
        assertEquals(1_000, refused.retryAfterMs());
        assertEquals(
                Collections.nCopies(MOST, 200),
                answers.stream().skip(1).map(ApiReply::status).toList());
        assertEquals(MOST, bob.heard("message:new").size());
        answers.clear();
        new Writer(1).writes();
        assertEquals(200, answers.getFirst().status());
    }

    /// Says its text when those who begin after it have ended.
    private final class Writer implements Caller {
        private final int writers;
        private int line;

        private Writer(int writers) {
            this.writers = writers;
        }

        private void writes() {
            var operation = scene.dispatcher()
                    .backend()
                    .api()
                    .find("POST", "/messages/stream")
                    .operation();
            requireNonNull(operation).run(Map.of(), json(WHO), this, answers::add);
            scene.settle();
        }

        @Override
        public byte @Nullable [] nextLine() {
            line++;
            if (line == 1) {
                return json(WHO);
            }
            if (line == 2 && writers > 1) {
                new Writer(writers - 1).writes();
            }
            return line == 2 ? json("{'text':'hi'}") : null;
        }

        @Override
        public @Nullable Principal user() {
            return null;
        }

        @Override
        public void whenGone(Runnable task) {}

        private static byte[] json(String text) {
            return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        }
    }
}
