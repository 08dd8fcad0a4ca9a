package io.rotunda.rooms;

/// Hears what becomes of rooms on this node, whoever is in them. Called under locks, in the order in which it happens:
/// must not block.
public interface RoomWatch {
    /// Hears nothing.
    RoomWatch NONE = new RoomWatch() {
        @Override
        public boolean watching() {
            return false;
        }
    };

    /// Whether it hears anything.
    default boolean watching() {
        return true;
    }

    /// Somebody is in the room, and nobody was.
    default void occupied(RoomId room) {}

    /// Nobody is in the room any more; who was may come back.
    default void vacated(RoomId room) {}

    /// Something that is not kept happened in the room, whoever is told of it.
    default void happened(RoomId room, Frame event) {}
}
