package io.rotunda.handlers;

import io.rotunda.persistence.Conversation.Attribute;
import io.rotunda.persistence.Conversations;
import io.rotunda.rooms.RoomId;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `PUT /conversations/{conversationId}`: makes a conversation, or changes what is given of it.
final class PutConversation implements ApiCall<PutConversation.Request> {
    private static final int MAX_NAME = 200;
    private static final int MAX_TYPE = 100;

    private final Roster roster;
    private final Conversations conversations;

    PutConversation(Roster roster, Conversations conversations) {
        this.roster = roster;
        this.conversations = conversations;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var done = roster.put(request.conversation(), request.members());
        return new Ack.Later(next -> done.whenComplete((_, _) -> next.run()), () -> describe(request));
    }

    private GetConversation.Answer describe(Request request) {
        if (!request.values().isEmpty()) {
            conversations.update(request.conversation(), request.values());
        }
        var conversation = conversations.find(request.conversation()).orElseThrow(Entry::noSuchRoom);
        return GetConversation.Answer.of(conversation, roster.members(request.conversation()));
    }

    /// @param values what changes; null takes it away
    record Request(RoomId.Conversation conversation, Map<Attribute, @Nullable String> values, Members members) {
        static Request read(Fields fields) {
            var conversation = fields.conversation();
            var values = new EnumMap<Attribute, @Nullable String>(Attribute.class);
            var name = fields.optionalText("name", 1, MAX_NAME);
            if (fields.has("name")) {
                values.put(Attribute.NAME, name);
            }
            var type = fields.optionalText("type", 1, MAX_TYPE);
            if (fields.has("type")) {
                values.put(Attribute.TYPE, type);
            }
            return new Request(conversation, values, Members.read(fields));
        }
    }
}
