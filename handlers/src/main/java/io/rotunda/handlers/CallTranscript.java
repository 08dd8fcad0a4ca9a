package io.rotunda.handlers;

import io.rotunda.persistence.Transcripts;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /calls/{roomName}/transcript`: the final segments, in the order in which they were kept. A call that nobody
/// spoke in has none.
final class CallTranscript implements ApiCall<CallTranscript.Request> {
    private static final int MAX_SEGMENTS = 200;
    private static final int USUAL_SEGMENTS = 100;

    private final Transcripts transcripts;

    CallTranscript(Transcripts transcripts) {
        this.transcripts = transcripts;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var read = transcripts.read(request.call(), request.after(), request.limit() + 1);
        boolean hasMore = read.size() > request.limit();
        var page = hasMore ? read.subList(0, request.limit()) : read;
        long last = page.isEmpty() ? request.after() : page.getLast().position();
        var segments = page.stream().map(kept -> Segment.of(kept.segment())).toList();
        return Ack.of(new Answer(request.call().roomName(), segments, Long.toString(last), hasMore));
    }

    /// @param after the cursor of the page before
    record Request(RoomId.Call call, long after, int limit) {
        static Request read(Fields fields) {
            var organizationId = fields.id("organizationId");
            var call = new RoomId.Call(organizationId, fields.id("roomName"));
            return new Request(
                    call,
                    position(fields.optionalId("after")),
                    fields.integer("limit", 1, MAX_SEGMENTS, USUAL_SEGMENTS));
        }

        private static long position(@Nullable String cursor) {
            try {
                long position = cursor == null ? 0 : Long.parseLong(cursor);
                if (position >= 0) {
                    return position;
                }
            } catch (NumberFormatException _) {
                // as any other that is none of ours
            }
            throw Rejected.field("after", "must be the cursor of the page before");
        }
    }

    /// @param cursor to ask for what comes after this page, now or when more was said
    record Answer(String roomName, List<Segment> segments, String cursor, boolean hasMore) implements Payload {}

    /// @param userId whose client said so
    record Segment(
            String userId,
            String speaker,
            String text,
            @Nullable Double confidence,
            Instant timestamp) {
        static Segment of(Transcripts.Segment segment) {
            return new Segment(segment.userId(), segment.speaker(), segment.text(), segment.confidence(), segment.at());
        }
    }
}
