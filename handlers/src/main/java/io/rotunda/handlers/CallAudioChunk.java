package io.rotunda.handlers;

import io.rotunda.persistence.Transcripts;
import io.rotunda.persistence.Unavailable;
import io.rotunda.persistence.Unstorable;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// `call:audio-chunk`: pass audio on to the transcriber; everybody in the call hears its words. An answer says that
/// the chunk was accepted, not that it was understood.
final class CallAudioChunk implements Handler<CallAudioChunk.Request> {
    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    private final Transcriber transcriber;
    private final Transcripts transcripts;
    private final InstantSource clock;

    CallAudioChunk(Transcriber transcriber, Transcripts transcripts, InstantSource clock) {
        this.transcriber = transcriber;
        this.transcripts = transcripts;
        this.clock = clock;
    }

    @Override
    public Ack handle(Session session, Request request) {
        var call = request.call();
        var audience = session.joined(call);
        session.speech(call, () -> transcriber.begin(session.user(), words -> heard(words, call, audience, session)))
                .hear(request.chunk());
        return Ack.of(new Answer(call.roomName()));
    }

    /// On a thread of the transcriber, which nobody would hear fail.
    private void heard(Transcriber.Words words, RoomId.Call call, Audience audience, Session speaker) {
        try {
            tell(words, call, audience, speaker.principal());
        } catch (RuntimeException fault) {
            Faults.log(fault, "call:audio-chunk", speaker);
        }
    }

    /// The speaker may have left the call meanwhile; it was said all the same.
    private void tell(Transcriber.Words words, RoomId.Call call, Audience audience, Principal speaker) {
        var text = Texts.cleaned(words.text().strip(), CallTranscription.MAX_TEXT);
        if (!text.isEmpty()) {
            var now = clock.instant();
            boolean kept = words.isFinal() && keep(text, words.confidence(), call, speaker, now);
            var result = new Result(call.roomName(), text, kept, words.confidence(), now, speaker.userId()).frame();
            audience.tell(result);
            if (kept) {
                audience.note(result);
            }
        }
    }

    /// What could not be kept is told, but not as final: captions go on while the database is away, and what is
    /// told as final stands in the transcript.
    private boolean keep(String text, @Nullable Double confidence, RoomId.Call call, Principal speaker, Instant now) {
        try {
            transcripts.append(
                    call, new Transcripts.Segment(speaker.userId(), speaker.userName(), text, confidence, now));
            return true;
        } catch (Unavailable | Unstorable _) {
            return false;
        }
    }

    /// @param chunk not a copy
    record Request(RoomId.Call call, byte[] chunk) {
        static Request read(Fields fields) {
            return new Request(fields.call(), fields.binary("chunk", MAX_CHUNK_BYTES));
        }
    }

    record Answer(String roomName) implements Payload {}

    /// `transcription:result`
    ///
    /// @param isFinal whether it stands in the transcript
    /// @param timestamp when the words came from the transcriber
    record Result(
            String roomName,
            String text,
            boolean isFinal,
            @Nullable Double confidence,
            Instant timestamp,
            String userId)
            implements Outgoing {
        @Override
        public String eventName() {
            return "transcription:result";
        }
    }
}
