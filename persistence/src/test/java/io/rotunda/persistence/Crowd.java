package io.rotunda.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.rooms.Connection;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;

/// So many deliveries at once that a commit lane takes them for load.
final class Crowd {
    private static final RoomId ROOM = new RoomId.Channel("acme", "crowd");
    private static final Frame FRAME = Frame.transientEvent("hello", "{}".getBytes(UTF_8));
    private static final int DELIVERIES = 1_000;

    private final Rooms rooms = new Rooms();

    Crowd() {
        rooms.enter(ROOM, rooms.open(new Deaf())).goLive();
    }

    void tell() {
        for (int i = 0; i < DELIVERIES; i++) {
            rooms.tell(ROOM, FRAME);
        }
    }

    private static final class Deaf implements Connection {
        private final Lane lane = new ReadingLane();

        @Override
        public String id() {
            return "deaf";
        }

        @Override
        public RoomId.User user() {
            return new RoomId.User("acme", "deaf");
        }

        @Override
        public Lane lane() {
            return lane;
        }

        @Override
        public void deliver(Frame frame, long position) {}

        @Override
        public void close() {}

        @Override
        public void disconnect() {}
    }
}
