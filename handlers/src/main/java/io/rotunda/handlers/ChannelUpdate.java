package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.util.RawValue;
import io.rotunda.persistence.Channel;
import io.rotunda.persistence.Channel.Attribute;
import io.rotunda.persistence.Channels;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `channel:update`: change what a channel is called and what it is for. What is null is taken away, what is not
/// given stays.
final class ChannelUpdate implements Handler<ChannelUpdate.Request> {
    private static final int MAX_NAME = 200;
    private static final int MAX_TOPIC = 1_000;
    private static final int MAX_DESCRIPTION = 10_000;

    private final Channels channels;

    ChannelUpdate(Channels channels) {
        this.channels = channels;
    }

    @Override
    public Ack handle(Session session, Request request) {
        if (request.patch().values().isEmpty()) {
            throw Rejected.field("updates", "must have at least one of name, topic, description, metadata");
        }
        var room = session.room(request.channel());
        var who = session.principal();
        return channels.update(
                        request.channel(),
                        request.patch(),
                        channel -> room.tell(
                                Updated.of(channel, request.patch(), who).frame()))
                .map(channel -> Ack.of(new Answer(Described.of(channel))))
                .orElseThrow(() -> new Rejected(ErrorCode.NOT_FOUND, "channelId: no such channel"));
    }

    record Request(RoomId.Channel channel, Channel.Patch patch) {
        static Request read(Fields fields) {
            return new Request(fields.channel(), fields.object("updates", Request::patch));
        }

        static Channel.Patch patch(Fields updates) {
            var values = new EnumMap<Attribute, @Nullable String>(Attribute.class);
            for (var attribute : Attribute.values()) {
                var value = value(attribute, updates);
                if (updates.has(word(attribute))) {
                    values.put(attribute, value);
                }
            }
            return new Channel.Patch(values);
        }

        private static @Nullable String value(Attribute attribute, Fields updates) {
            var name = word(attribute);
            return switch (attribute) {
                case NAME -> updates.optionalText(name, 1, MAX_NAME);
                case TOPIC -> updates.optionalText(name, 0, MAX_TOPIC);
                case DESCRIPTION -> updates.optionalText(name, 0, MAX_DESCRIPTION);
                case METADATA -> updates.optionalObject(name, Fields.MAX_METADATA_BYTES);
            };
        }
    }

    record Answer(Described channel) implements Payload {}

    /// `channel:update`: what the room hears.
    ///
    /// @param updates what was given
    record Updated(
            String channelId,
            Map<String, @Nullable Object> updates,
            Described channel,
            String updatedBy,
            String updatedByName,
            Instant timestamp)
            implements Outgoing {
        static Updated of(Channel channel, Channel.Patch patch, Principal who) {
            var updates = new LinkedHashMap<String, @Nullable Object>();
            patch.values().forEach((attribute, value) -> updates.put(word(attribute), written(attribute, value)));
            return new Updated(
                    channel.id().channelId(),
                    updates,
                    Described.of(channel),
                    who.userId(),
                    who.userName(),
                    channel.updatedAt());
        }

        /// Metadata was checked and written compactly when it was given.
        private static @Nullable Object written(Attribute attribute, @Nullable String value) {
            return attribute == Attribute.METADATA && value != null ? new RawValue(value) : value;
        }

        @Override
        public String eventName() {
            return "channel:update";
        }
    }

    /// A channel as clients see it.
    ///
    /// @param metadata a JSON object
    record Described(
            String channelId,
            @Nullable String name,
            @Nullable String topic,
            @Nullable String description,
            @JsonRawValue @Nullable String metadata,
            Instant createdAt,
            Instant updatedAt) {
        static Described of(Channel channel) {
            return new Described(
                    channel.id().channelId(),
                    channel.name(),
                    channel.topic(),
                    channel.description(),
                    channel.metadata(),
                    channel.createdAt(),
                    channel.updatedAt());
        }
    }

    private static String word(Attribute attribute) {
        return PayloadFields.word(attribute);
    }
}
