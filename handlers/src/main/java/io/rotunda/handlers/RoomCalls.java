package io.rotunda.handlers;

import static io.rotunda.handlers.ApiTable.row;

import java.util.List;
import java.util.stream.Stream;

/// The calls about channels, conversations and who may enter them.
final class RoomCalls {
    private RoomCalls() {}

    /// In the order of the document.
    static List<ApiTable.Row<?>> rows(RoomKeeping keeping) {
        return Stream.concat(channels(keeping).stream(), conversations(keeping).stream())
                .toList();
    }

    private static List<ApiTable.Row<?>> channels(RoomKeeping keeping) {
        var roster = keeping.roster();
        var channels = keeping.channels();
        return List.of(
                row(
                                "PUT",
                                "/channels/{channelId}",
                                "Makes a channel, or changes what is given of it; null takes it away.",
                                PutChannel.Request::read,
                                new PutChannel(roster, channels, keeping.rooms()))
                        .answering(GetChannel.Answer.class),
                row(
                                "GET",
                                "/channels/{channelId}",
                                "What is known of a channel, and its members; null where everybody may enter.",
                                GetChannel.Request::read,
                                new GetChannel(roster, channels))
                        .answering(GetChannel.Answer.class),
                row(
                                "DELETE",
                                "/channels/{channelId}",
                                "Takes everybody out of a channel and erases it; the same id is a new channel then.",
                                DeleteRoom.Request::channel,
                                new DeleteRoom(roster))
                        .answering(DeleteRoom.Answer.class),
                row(
                                "PUT",
                                "/channels/{channelId}/members/{userId}",
                                "Puts a user on the list of a channel, which is closed to everybody else from then on.",
                                PutMember.Request::channel,
                                new PutMember(roster))
                        .answering(PutMember.Answer.class),
                row(
                                "DELETE",
                                "/channels/{channelId}/members/{userId}",
                                "Takes a user off the list of a channel, and the user's sockets out of it at once.",
                                PutMember.Request::channel,
                                new DeleteMember(roster))
                        .answering(DeleteMember.Answer.class));
    }

    private static List<ApiTable.Row<?>> conversations(RoomKeeping keeping) {
        var roster = keeping.roster();
        var conversations = keeping.conversations();
        return List.of(
                row(
                                "PUT",
                                "/conversations/{conversationId}",
                                "Makes a conversation, or changes what is given of it; null takes it away.",
                                PutConversation.Request::read,
                                new PutConversation(roster, conversations))
                        .answering(GetConversation.Answer.class),
                row(
                                "GET",
                                "/conversations/{conversationId}",
                                "What is known of a conversation, and its members; null where everybody may enter.",
                                GetConversation.Request::read,
                                new GetConversation(roster, conversations))
                        .answering(GetConversation.Answer.class),
                row(
                                "DELETE",
                                "/conversations/{conversationId}",
                                "Takes everybody out of a conversation and erases it; the same id is a new one then.",
                                DeleteRoom.Request::conversation,
                                new DeleteRoom(roster))
                        .answering(DeleteRoom.Answer.class),
                row(
                                "PUT",
                                "/conversations/{conversationId}/members/{userId}",
                                "Puts a user on the list of a conversation, which is closed to everybody else from then on.",
                                PutMember.Request::conversation,
                                new PutMember(roster))
                        .answering(PutMember.Answer.class),
                row(
                                "DELETE",
                                "/conversations/{conversationId}/members/{userId}",
                                "Takes a user off the list of a conversation, and the user's sockets out of it at once.",
                                PutMember.Request::conversation,
                                new DeleteMember(roster))
                        .answering(DeleteMember.Answer.class));
    }
}
