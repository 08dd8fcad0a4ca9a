package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A transcriber that understands what the test says.
final class HandTranscriber implements Transcriber {
    private final List<Speech> speeches = new ArrayList<>();
    private boolean busy;

    /// It takes no more from now on, or does again.
    void busy(boolean nowBusy) {
        busy = nowBusy;
    }

    List<Speech> speeches() {
        return speeches;
    }

    /// The one that was begun.
    Speech speech() {
        if (speeches.size() != 1) {
            throw new AssertionError(speeches.size() + " speeches");
        }
        return speeches.getFirst();
    }

    @Override
    public Speech begin(RoomId.User speaker, Consumer<Words> heard) {
        var speech = new Speech(heard);
        speeches.add(speech);
        return speech;
    }

    final class Speech implements Transcriber.Speech {
        private final Consumer<Words> heard;
        private final List<byte[]> chunks = new ArrayList<>();
        private boolean ended;

        private Speech(Consumer<Words> heard) {
            this.heard = heard;
        }

        void means(String text) {
            heard.accept(new Words(text, true, 0.5));
        }

        void means(Words words) {
            heard.accept(words);
        }

        List<byte[]> chunks() {
            return chunks;
        }

        boolean ended() {
            return ended;
        }

        @Override
        public void hear(byte[] chunk) {
            if (busy) {
                throw new Unavailable("busy", Duration.ofMillis(700));
            }
            chunks.add(chunk);
        }

        @Override
        public void end() {
            ended = true;
        }
    }
}
