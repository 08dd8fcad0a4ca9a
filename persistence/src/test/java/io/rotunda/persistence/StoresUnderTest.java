package io.rotunda.persistence;

import io.rotunda.rooms.RoomId;
import java.time.Instant;

/// An implementation of the stores, and what a contract must be able to do to it from outside.
interface StoresUnderTest {

    Stores stores();

    /// Everything that is committed in the room from now on is of this time, which is not in the past.
    void timeIs(RoomId.Timeline room, Instant time);

    /// From now on the room, which exists, is for these users only.
    void onlyFor(RoomId.Timeline room, String... userIds);
}
