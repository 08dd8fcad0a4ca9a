package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something in the outbox: what the receiver of webhooks is to be told next of its line.
///
/// @param id the same each time that this is told
/// @param at when it happened
public record Notice(Place place, UUID id, Instant at, About about) {

    /// Where it lies.
    ///
    /// @param line what is told one after the other: nearly always a room
    public record Place(long line, long position) {}

    /// What it says.
    public sealed interface About {

        /// A message was sent. It says what the message says now.
        record Sent(Message message) implements About {}

        /// A message was changed, reacted to, or read.
        record Amended(Changed changed) implements About {}

        /// Something that nobody keeps.
        ///
        /// @param payload a JSON object
        record Transient(RoomId room, String event, String payload) implements About {
            /// Without what was said: this may end in a log.
            @Override
            public String toString() {
                return "Transient[" + event + " in " + room + "]";
            }
        }

        /// What was to be told in this place gave way, because it was too old or there was too much of it.
        ///
        /// @param room null for any room
        /// @param fromSeq the first position of the room that was not told of, null if none was that has one
        /// @param toSeq the last one
        /// @param lost how many things were not told of
        /// @param since when the first of them happened; the last one happened [Notice#at]
        record Gap(
                @Nullable RoomId room,
                @Nullable Long fromSeq,
                @Nullable Long toSeq,
                long lost,
                Instant since) implements About {}

        /// What it was about is not there any more, as when rows were removed by hand: there is nothing to tell.
        record Nothing() implements About {}
    }
}
