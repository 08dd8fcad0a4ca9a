package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rotunda.persistence.MessageId;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of one payload, as a request asks for them. What is missing, of the wrong type or too long is
/// [Rejected] with the field's name; null counts as missing. Lengths are those that a JavaScript client counts.
///
/// There are two of them: [PayloadFields] reads what a client sent, and [SchemaFields] writes down what is asked
/// for, which is how the contract's documents come from the same lines as the checks. Therefore a request asks
/// for all its fields, in the same order, whatever the values are.
abstract class Fields {
    static final int MAX_METADATA_BYTES = 16 * 1024;

    private final @Nullable String organizationId;

    /// @param organizationId whose channels, calls and swarms are meant; null if nobody has said so
    Fields(@Nullable String organizationId) {
        this.organizationId = organizationId;
    }

    /// @throws Rejected if nobody has said so: only a back end can forget to
    final String organizationId() {
        if (organizationId == null) {
            throw Rejected.field("organizationId", "is required");
        }
        return organizationId;
    }

    final @Nullable String organizationIdIfSaid() {
        return organizationId;
    }

    /// Whether the field is there, be it null: for fields that null takes away.
    abstract boolean has(String name);

    abstract String id(String name);

    abstract @Nullable String optionalId(String name);

    /// @param min in characters
    abstract String text(String name, int min, int max);

    abstract @Nullable String optionalText(String name, int min, int max);

    abstract boolean flag(String name);

    abstract int integer(String name, int min, int max);

    abstract int integer(String name, int min, int max, int ifMissing);

    abstract @Nullable Double optionalNumber(String name, double min, double max);

    /// One of the constants of an enum, written in lower case.
    abstract <E extends Enum<E>> E choice(String name, Class<E> type);

    /// A time in ISO 8601, with any offset, with or without seconds.
    abstract @Nullable Instant optionalTime(String name);

    /// @throws Rejected as not found if no message can have this id
    abstract MessageId messageId(String name);

    /// @throws Rejected as not found if no message can have this id
    abstract @Nullable MessageId optionalMessageId(String name);

    /// A binary part; not a copy.
    abstract byte[] binary(String name, int maxBytes);

    /// An array of up to `max` ids, as JSON; empty if missing.
    abstract String ids(String name, int max);

    /// The same as a list; null if missing.
    abstract @Nullable List<String> optionalIds(String name, int max);

    /// An array of up to `max` objects, as JSON; empty if missing.
    abstract String objects(String name, int max, int maxBytes);

    /// An object, as JSON.
    abstract @Nullable String optionalObject(String name, int maxBytes);

    /// An object, as a tree that belongs to whoever asks; one without fields if missing.
    abstract ObjectNode tree(String name);

    /// Any value of JSON but null.
    abstract JsonNode value(String name);

    /// Any value of JSON; the JSON null counts as missing.
    abstract @Nullable JsonNode optionalValue(String name);

    /// The fields of an object inside; their names in rejections begin with this one's.
    abstract <T> T object(String name, Function<Fields, T> read);

    /// Objects that stand or fall one by one, `min` to `max` of them.
    abstract <T> List<Item<T>> items(String name, int min, int max, Function<Fields, T> read);

    /// The room `activity:{customerId}`, by its name.
    abstract RoomId.Activity activity(String name);

    /// Any room, by its name.
    ///
    /// @param ofOrganization whose it is, where the name does not say so
    abstract RoomId room(String name, @Nullable String ofOrganization);

    /// `channelId`, or `conversationId` with `customerId`.
    abstract RoomId.Timeline timeline();

    /// `userId` of `organizationId`, for calls: a client is who its token says.
    final RoomId.User user() {
        return new RoomId.User(id("organizationId"), id("userId"));
    }

    final RoomId.Channel channel() {
        return new RoomId.Channel(organizationId(), id("channelId"));
    }

    final RoomId.Call call() {
        return new RoomId.Call(organizationId(), id("roomName"));
    }

    final RoomId.Swarm swarm() {
        return new RoomId.Swarm(organizationId(), id("sessionId"));
    }

    final RoomId.Conversation conversation() {
        var conversationId = id("conversationId");
        return new RoomId.Conversation(id("customerId"), conversationId);
    }

    /// One of several objects of a payload: what was read, or why it could not be.
    ///
    /// @param optimisticId the sender's own name for it, if it has one
    record Item<T>(
            @Nullable T value,
            @Nullable Rejected problem,
            @Nullable String optimisticId) {
        T orThrow() {
            if (value == null) {
                throw Objects.requireNonNull(problem, "neither read nor at fault");
            }
            return value;
        }
    }
}
