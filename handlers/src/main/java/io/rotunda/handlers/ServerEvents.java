package io.rotunda.handlers;

import io.rotunda.handlers.schema.Contract;
import io.rotunda.handlers.schema.RecordShapes;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Every event that the server sends: its name, what it says, and the record that is its payload. What the
/// contract's documents say about them is made from here.
final class ServerEvents {
    static final List<Row> ALL = List.of(
            row("activity:joined", "The socket hears what happens at the customer.", ActivityJoin.Joined.class),
            row(
                    "call:answered",
                    "A call that rang at this user was joined by one of the user's sockets.",
                    CallAnswered.class),
            row("call:cancelled", "The call is off.", CallCancel.Cancelled.class),
            row("call:declined", "The one who was called declines.", CallDecline.Declined.class),
            row("call:incoming", "A call rings at this user.", CallIncoming.class),
            row("call:joined", "This socket is in the call.", CallJoin.Joined.class),
            row("call:participant_joined", "A user entered the call.", CallJoin.ParticipantJoined.class),
            row("call:participant_left", "A user left the call.", ParticipantLeft.class),
            row("channel:history", "A stretch of a channel's messages, oldest first.", HistoryPage.Shape.class),
            row("channel:join", "A user entered the channel.", ChannelJoin.Joined.class),
            row("channel:leave", "A user left the channel.", ChannelLeave.Left.class),
            row("channel:update", "The channel was changed.", ChannelUpdate.Updated.class),
            row("connected", "The session is open: the first event that a socket hears.", Connected.class),
            row("conversation:rejoined", "What was missed of a conversation.", ConversationRejoin.Shape.class),
            row("error", "An event of this socket failed, or the server ends the session.", Failure.class),
            row("member:joined", "A user entered the conversation.", MemberJoined.class),
            row("member:left", "A user left the conversation.", MemberLeft.class),
            row("message:chunk", "A piece of a message that is being written.", MessageStreamChunk.Chunk.class),
            row("message:delete", "A message was erased.", MessageDelete.Deleted.class),
            row("message:new", "A message was sent to the room.", MessageJson.Announced.class),
            row("message:reaction", "An emoji was added to a message, or taken back.", MessageReact.Reaction.class),
            row("message:read", "A user has read up to a message.", MessageRead.Read.class),
            row("message:read:batch", "A user has read everything.", ConversationMarkRead.Batch.class),
            row("message:sent", "The message of this socket is kept.", MessageSend.Sent.class),
            row(
                    "message:stream_started",
                    "A message is being written; whoever enters hears it with the text so far.",
                    MessageStreamStart.Started.Shape.class),
            row("message:update", "A message says something else now.", MessageUpdate.Updated.class),
            row("ooda:complete", "A loop of an agent has ended.", OodaComplete.class)
                    .published(OodaComplete::read),
            row("ooda:phase", "A phase of an agent's loop begins or ends.", OodaPhase.class)
                    .published(OodaPhase::read),
            row("presence:update", "A user appears differently from here on.", PresenceUpdate.Announced.class),
            row("room:joined", "This socket entered the conversation.", ConversationJoin.Joined.class),
            row("swarm:subscribed", "The socket hears what the session does.", SwarmSubscribe.Subscribed.class),
            row("tool:permission:request", "A back end asks for a permission.", ToolPermissionRequest.class),
            row("tool:permission:resolved", "A request for a permission is decided.", ToolPermissionResolved.class),
            row("transcription:result", "What the transcriber understood of a call.", CallAudioChunk.Result.class),
            row("transcription:segment", "What another's client understood of a call.", CallTranscription.Told.class),
            row("typing:start", "Another user types.", Typing.class),
            row("typing:stop", "Another user no longer types.", Typing.class));

    private ServerEvents() {}

    private static Row row(String event, String summary, Class<? extends Record> payload) {
        return new Row(event, summary, payload, null);
    }

    /// One event.
    ///
    /// @param summary one sentence for the documentation
    /// @param read makes what a back end publishes the payload, or throws [Rejected]; null if only the server
    ///     itself may say it
    record Row(
            String event,
            String summary,
            Class<? extends Record> payload,
            @Nullable BiFunction<Fields, Instant, Outgoing> read) {
        Row published(BiFunction<Fields, Instant, Outgoing> reader) {
            return new Row(event, summary, payload, reader);
        }

        Contract.ServerEvent described() {
            return new Contract.ServerEvent(event, summary, where(), RecordShapes.of(payload));
        }

        /// The file that the payload is written in.
        private String where() {
            return payload.getNestHost().getSimpleName();
        }
    }
}
