package io.rotunda.handlers;

import io.rotunda.persistence.Conversation;
import io.rotunda.persistence.Conversations;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `GET /conversations/{conversationId}`: what is known of a conversation.
final class GetConversation implements ApiCall<GetConversation.Request> {
    private final Roster roster;
    private final Conversations conversations;

    GetConversation(Roster roster, Conversations conversations) {
        this.roster = roster;
        this.conversations = conversations;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var conversation = conversations.find(request.conversation()).orElseThrow(Entry::noSuchRoom);
        return Ack.of(Answer.of(conversation, roster.members(request.conversation())));
    }

    record Request(RoomId.Conversation conversation) {
        static Request read(Fields fields) {
            return new Request(fields.conversation());
        }
    }

    /// @param members null if everybody of the customer may enter
    record Answer(Described conversation, @Nullable List<String> members) implements Payload {
        static Answer of(Conversation conversation, Optional<List<String>> members) {
            return new Answer(
                    new Described(
                            conversation.id().conversationId(),
                            conversation.id().customerId(),
                            conversation.name(),
                            conversation.type(),
                            conversation.createdAt()),
                    members.orElse(null));
        }
    }

    /// A conversation as back ends see it.
    record Described(
            String conversationId,
            String customerId,
            @Nullable String name,
            @Nullable String type,
            Instant createdAt) {}
}
