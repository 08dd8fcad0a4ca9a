package io.rotunda.handlers;

import io.rotunda.handlers.schema.Contract;
import io.rotunda.handlers.schema.RecordShapes;
import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import io.rotunda.persistence.SharedReads;
import io.rotunda.persistence.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every event that a client may send: its name, what it is for, how its payload is read, what it does, what it
/// answers and what it is counted against. Start reading here. A name that is not here is an unknown event.
final class EventTable {
    private final Map<String, Row<?>> rows = new LinkedHashMap<>();

    EventTable(List<Row<?>> rows) {
        for (var row : rows) {
            if (this.rows.put(row.event(), row) != null) {
                throw new IllegalArgumentException("two rows for " + row.event());
            }
        }
    }

    static EventTable of(
            Stores stores,
            Recent recent,
            Tokens tokens,
            Transcriber transcriber,
            ToolPermissions permissions,
            Rings rings,
            StreamEnds streams,
            Limits limits,
            InstantSource clock) {
        var messages = stores.messages();
        var amendments = new Amendments(stores.changes());
        var ids = new MessageIds(clock);
        var posting = new Posting(recent.messages(), ids);
        int pageBytes = limits.historyBytes();
        var pages = new SharedReads();
        return new EventTable(List.of(
                row(
                                "activity:join",
                                "Hears what happens at a customer.",
                                ActivityJoin.Request::read,
                                new ActivityJoin())
                        .answering(ActivityJoin.Joined.class),
                row(
                                "activity:leave",
                                "Hears no more of what happens at a customer.",
                                ActivityLeave.Request::read,
                                new ActivityLeave())
                        .answering(ActivityLeave.Answer.class),
                row("auth:refresh", "Goes on with a new token.", AuthRefresh.Request::read, new AuthRefresh(tokens)),
                row(
                                "call:audio-chunk",
                                "Passes audio of a call to the transcriber.",
                                CallAudioChunk.Request::read,
                                new CallAudioChunk(transcriber, stores.transcripts(), clock))
                        .answering(CallAudioChunk.Answer.class)
                        .within(new Budget.Own(50, Duration.ofSeconds(1))),
                row("call:cancel", "Takes a call back.", CallCancel.Request::read, new CallCancel(rings, clock))
                        .answering(CallCancel.Answer.class),
                row("call:decline", "Declines a call.", CallDecline.Request::read, new CallDecline(rings, clock))
                        .answering(CallDecline.Answer.class),
                row("call:join", "Enters a call.", CallJoin.Request::read, new CallJoin(rings, clock))
                        .answering(CallJoin.Answer.class),
                row("call:leave", "Leaves a call.", CallLeave.Request::read, new CallLeave())
                        .answering(CallLeave.Answer.class),
                row(
                                "call:transcription",
                                "Tells the others what was said; final segments are kept.",
                                CallTranscription.Request::read,
                                new CallTranscription(stores.transcripts(), clock))
                        .answering(CallTranscription.Answer.class)
                        .within(new Budget.Own(20, Duration.ofSeconds(1))),
                row(
                                "channel:history",
                                "Asks for an earlier page of messages.",
                                ChannelHistory.Request::read,
                                new ChannelHistory(messages, recent, pageBytes))
                        .answering(HistoryPage.Shape.class),
                row(
                                "channel:join",
                                "Enters a channel and is sent its latest messages; with `lastMessageId`, those after it, and nothing live"
                                        + " before the last page of them (`hasMore`: ask again from its last message).",
                                ChannelJoin.Request::read,
                                new ChannelJoin(messages, recent, pages, clock, pageBytes))
                        .answering(ChannelJoin.Answer.class),
                row("channel:leave", "Leaves a channel.", ChannelLeave.Request::read, new ChannelLeave())
                        .answering(ChannelLeave.Answer.class),
                row(
                                "channel:update",
                                "Changes a channel's name, topic, description or metadata.",
                                ChannelUpdate.Request::read,
                                new ChannelUpdate(stores.channels()))
                        .answering(ChannelUpdate.Answer.class),
                row(
                                "conversation:join",
                                "Enters a conversation.",
                                ConversationJoin.Request::read,
                                new ConversationJoin(recent, clock))
                        .answering(ConversationJoin.Answer.class),
                row(
                                "conversation:leave",
                                "Leaves a conversation.",
                                ConversationLeave.Request::read,
                                new ConversationLeave())
                        .answering(ConversationLeave.Answer.class),
                row(
                                "conversation:mark_read",
                                "The user has read everything in a conversation.",
                                ConversationMarkRead.Request::read,
                                new ConversationMarkRead(amendments))
                        .answering(ConversationMarkRead.Answer.class),
                row(
                                "conversation:rejoin",
                                "Enters a conversation, or stays in it, and is sent what was missed, and nothing live before the last page of it"
                                        + " (`hasMore`: ask again from its last message).",
                                ConversationRejoin.Request::read,
                                new ConversationRejoin(messages, recent, pages, clock, pageBytes))
                        .answering(ConversationJoin.Answer.class),
                row("message:delete", "Erases a message.", MessageDelete.Request::read, new MessageDelete(amendments))
                        .answering(Amendments.Answer.class),
                row(
                                "message:react",
                                "Adds an emoji to a message, or takes the user's own back.",
                                MessageReact.Request::read,
                                new MessageReact(amendments))
                        .answering(Amendments.Answer.class),
                row(
                                "message:read",
                                "The user has read up to a message.",
                                MessageRead.Request::read,
                                new MessageRead(amendments))
                        .answering(Amendments.Answer.class),
                row("message:send", "Sends a message.", MessageSend.Request::read, new MessageSend(posting))
                        .answering(MessageSend.Sent.class),
                row(
                                "message:send_queued",
                                "Sends up to 100 messages; counts as one event for each 10.",
                                MessageSendQueued.Request::read,
                                new MessageSendQueued(posting))
                        .answering(MessageSendQueued.Answer.class)
                        .weighing(MessageSendQueued.Request::events),
                row(
                                "message:stream_chunk",
                                "Adds a piece to a message that is being written.",
                                MessageStreamChunk.Request::read,
                                new MessageStreamChunk(streams.streams()))
                        .within(MessageStreamChunk.BUDGET),
                row(
                                "message:stream_end",
                                "Sends the message that was written.",
                                MessageStreamEnd.Request::read,
                                new MessageStreamEnd(streams))
                        .answering(MessageSend.Sent.class),
                row(
                                "message:stream_start",
                                "Begins a message that is written piece by piece.",
                                MessageStreamStart.Request::read,
                                new MessageStreamStart(new StreamStarts(streams.streams(), messages, ids)))
                        .answering(MessageStreamStart.Begun.class),
                row(
                                "message:update",
                                "Changes what a message of the user says.",
                                MessageUpdate.Request::read,
                                new MessageUpdate(amendments))
                        .answering(Amendments.Answer.class),
                row(
                                "presence:heartbeat",
                                "The user is still there.",
                                PresenceHeartbeat.Request::read,
                                new PresenceHeartbeat())
                        .within(new Budget.OneIn(Duration.ofSeconds(5))),
                row(
                                "presence:list",
                                "Asks who of the organization is not offline: 500 users at most, those behind `after` in the order of ids.",
                                PresenceList.Request::read,
                                new PresenceList(clock, pageBytes))
                        .answering(PresenceList.Answer.class),
                row(
                        "presence:update",
                        "Chooses how the user appears to the organization; texts stay until named again, or null, or offline.",
                        PresenceUpdate.Request::read,
                        new PresenceUpdate()),
                row(
                                "swarm:subscribe",
                                "Hears what a session of agents does.",
                                SwarmSubscribe.Request::read,
                                new SwarmSubscribe())
                        .answering(SwarmSubscribe.Subscribed.class),
                row(
                                "swarm:unsubscribe",
                                "Hears no more of a session of agents.",
                                SwarmUnsubscribe.Request::read,
                                new SwarmUnsubscribe())
                        .answering(SwarmUnsubscribe.Answer.class),
                row(
                                "tool:permission:response",
                                "Answers a request for a permission.",
                                ToolPermissionResponse.Request::read,
                                new ToolPermissionResponse(permissions))
                        .answering(ToolPermissionResponse.Answer.class),
                row("typing:start", "The user types.", TypingStart.Request::read, new TypingStart(clock)),
                row("typing:stop", "The user no longer types.", TypingStop.Request::read, new TypingStop())));
    }

    @Nullable
    Row<?> find(String event) {
        return rows.get(event);
    }

    Collection<Row<?>> rows() {
        return rows.values();
    }

    /// What the documents say of all events.
    Contract contract() {
        var refusal = new Shape(List.of(
                Field.required("success", new Schema.Always(false)),
                Field.required("error", RecordShapes.of(Failure.Reason.class))));
        return new Contract(
                rows.values().stream().map(Row::described).toList(),
                ServerEvents.ALL.stream().map(ServerEvents.Row::described).toList(),
                refusal);
    }

    private static <R> Row<R> row(String event, String summary, Function<Fields, R> read, Handler<R> handler) {
        return new Row<>(event, summary, read, handler, null, Budget.SHARED, _ -> 1, batches(SchemaFields.of(read)));
    }

    static Set<String> batches(Shape payload) {
        return payload.fields().stream()
                .filter(field -> field.schema() instanceof Schema.Batch)
                .map(Field::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// One event.
    ///
    /// @param summary one sentence for the documentation
    /// @param read makes the payload a request, or throws [Rejected]
    /// @param answer what the answer holds beside `success`; null if nothing
    /// @param weight as how many events a request counts, where the shared limit counts it
    /// @param batches the fields whose elements stand or fall one by one
    record Row<R>(
            String event,
            String summary,
            Function<Fields, R> read,
            Handler<R> handler,
            @Nullable Class<? extends Record> answer,
            Budget budget,
            ToIntFunction<R> weight,
            Set<String> batches) {
        /// @param fields a record that is written as these fields, beside `success`
        Row<R> answering(Class<? extends Record> fields) {
            return new Row<>(event, summary, read, handler, fields, budget, weight, batches);
        }

        Row<R> within(Budget own) {
            return new Row<>(event, summary, read, handler, answer, own, weight, batches);
        }

        Row<R> weighing(ToIntFunction<R> events) {
            return new Row<>(event, summary, read, handler, answer, budget, events, batches);
        }

        private Contract.ClientEvent described() {
            return new Contract.ClientEvent(
                    event,
                    summary,
                    handler.getClass().getSimpleName(),
                    inWords(budget),
                    SchemaFields.of(read),
                    answer == null ? Shape.EMPTY : RecordShapes.of(answer));
        }

        private static String inWords(Budget budget) {
            return switch (budget) {
                case Budget.Shared() -> "shared";
                case Budget.Own(int events, var window) -> events + " in " + window.toSeconds() + " s";
                case Budget.OneIn(var window) -> "one in " + window.toSeconds() + " s";
            };
        }
    }
}
