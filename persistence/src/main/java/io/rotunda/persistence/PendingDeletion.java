package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A room that is to be deleted, in line behind what is to be kept in it: that goes with it, and does not make it anew.
final class PendingDeletion extends Pending<Long, Optional<Long>> {
    private final RoomId.Timeline room;

    // Touched on the lane's thread only.
    private @Nullable Long number;

    PendingDeletion(RoomId.Timeline room) {
        super(_ -> {}, Weight.of(room.tenant()));
        this.room = room;
    }

    @Override
    RoomId.Timeline room() {
        return room;
    }

    @Override
    Optional<Long> answerOf(Long roomId) {
        return Optional.of(roomId);
    }

    /// The one that is deleted: there may be another of the same name when it is not known whether it was.
    @Nullable
    Long number() {
        return number;
    }

    void number(Long roomId) {
        number = roomId;
    }
}
