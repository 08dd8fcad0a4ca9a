package io.rotunda.handlers;

import io.rotunda.persistence.Transcripts;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// `call:transcription`: tell the others in the call what a client understood. A final segment is kept first.
final class CallTranscription implements Handler<CallTranscription.Request> {
    static final int MAX_SPEAKER = 256;
    static final int MAX_TEXT = 10_000;

    private final Transcripts transcripts;
    private final InstantSource clock;

    CallTranscription(Transcripts transcripts, InstantSource clock) {
        this.transcripts = transcripts;
        this.clock = clock;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var call = session.joined(request.call());
        var spoken = request.segment();
        var userId = session.principal().userId();
        var now = clock.instant();
        if (spoken.isFinal()) {
            transcripts.append(
                    request.call(),
                    new Transcripts.Segment(userId, spoken.speaker(), spoken.text(), spoken.confidence(), now));
        }
        var told = new Told(
                spoken.speaker(),
                spoken.text(),
                spoken.isFinal(),
                now,
                spoken.confidence(),
                request.call().roomName(),
                userId);
        call.tellOthers(told);
        if (spoken.isFinal()) {
            session.note(request.call(), told);
        }
        return Ack.of(new Answer(request.call().roomName(), now));
    }

    record Request(RoomId.Call call, Spoken segment) {
        static Request read(Fields fields) {
            return new Request(fields.call(), fields.object("segment", Spoken::read));
        }
    }

    record Spoken(
            String speaker,
            String text,
            boolean isFinal,
            @Nullable Double confidence) {
        static Spoken read(Fields fields) {
            return new Spoken(
                    fields.text("speaker", 1, MAX_SPEAKER),
                    fields.text("text", 1, MAX_TEXT),
                    fields.flag("isFinal"),
                    fields.optionalNumber("confidence", 0, 1));
        }
    }

    record Answer(String roomName, Instant timestamp) implements Payload {}

    /// `transcription:segment`
    ///
    /// @param speaker as the client says; `userId` is whose client it was
    /// @param timestamp when the segment reached this server; the same stands in the transcript
    record Told(
            String speaker,
            String text,
            boolean isFinal,
            Instant timestamp,
            @Nullable Double confidence,
            String roomName,
            String userId)
            implements Outgoing {
        @Override
        public String eventName() {
            return "transcription:segment";
        }
    }
}
