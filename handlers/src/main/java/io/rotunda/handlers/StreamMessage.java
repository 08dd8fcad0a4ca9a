package io.rotunda.handlers;

import io.rotunda.persistence.MessageId;
import org.jspecify.annotations.Nullable;

/// `POST /messages/stream`: a message that is written line by line, as the room hears it. The end of the body is the
/// end of the message; where the body breaks off, or a line is wrong, the message ends with what there is, marked as
/// truncated.
final class StreamMessage implements ApiCall<StreamMessage.Request> {
    private final Delegates delegates;
    private final StreamStarts starts;
    private final StreamEnds ends;
    private final Pace pace;

    StreamMessage(Delegates delegates, StreamStarts starts, StreamEnds ends, Pace pace) {
        this.delegates = delegates;
        this.starts = starts;
        this.ends = ends;
        this.pace = pace;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var room = request.start().room();
        var writer = delegates.speaker(request.who(), room);
        var id = starts.begin(writer, request.start());
        boolean whole = false;
        ends.streams().attend(writer.principal(), id, true);
        try {
            writer.room(room); // whoever was removed just before it began was not found writing
            var text = pass(writer.principal(), id, request.text(), caller);
            writer.room(room); // may the user still write here?
            writer.stopTyping(room);
            var sent = ends.end(writer.principal(), id, text, _ -> {});
            whole = true;
            return Ack.of(sent);
        } catch (Caller.Gone _) {
            throw Rejected.field("body", "breaks off"); // nobody hears it
        } finally {
            ends.streams().attend(writer.principal(), id, false);
            if (!whole) {
                ends.truncate(writer.principal(), id);
            }
        }
    }

    /// Passes on line by line, as fast as clients may.
    ///
    /// @return what was written, where it was written before and nobody is told again; else null
    private @Nullable String pass(Principal who, MessageId id, @Nullable String first, Caller caller)
            throws Caller.Gone {
        var again = ends.streams().isOpen(who, id) ? null : new StringBuilder();
        var beat = pace.begin();
        int index = 0;
        if (first != null) {
            add(who, id, index++, first, again);
        }
        for (var line = caller.nextLine(); line != null; line = caller.nextLine()) {
            beat.next();
            if (line.length == 0) {
                ends.heard(who, id);
            } else {
                add(who, id, index++, text(line), again);
            }
        }
        return again == null ? null : again.toString();
    }

    private void add(Principal who, MessageId id, int index, String text, @Nullable StringBuilder again) {
        if (again == null) {
            ends.streams().append(who, id, index, text);
        } else if (again.append(text).length() > MessageSend.MAX_CONTENT) {
            throw Streams.ended();
        }
    }

    private static String text(byte[] line) {
        var fields = Arguments.object(line, "line");
        SoundJson.check("line", fields);
        return new PayloadFields(fields, null).text("text", 0, MessageSend.MAX_CONTENT);
    }

    /// @param text the first piece, if the first line has one
    record Request(
            SpokenFor who,
            MessageStreamStart.Request start,
            @Nullable String text) {
        static Request read(Fields fields) {
            return new Request(
                    SpokenFor.read(fields),
                    MessageStreamStart.Request.read(fields),
                    fields.optionalText("text", 0, MessageSend.MAX_CONTENT));
        }
    }
}
