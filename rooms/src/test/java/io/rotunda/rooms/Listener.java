package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.List;

/// A connection that writes down what it hears: events by name, durable ones by position.
class Listener implements Connection {
    private final RoomId.User user;
    private final Lane lane;
    private final List<String> heard = new ArrayList<>();
    private boolean closed;
    private String offset = "";

    Listener(String userId, Lane lane) {
        this(new RoomId.User("acme", userId), lane);
    }

    Listener(RoomId.User user, Lane lane) {
        this.user = user;
        this.lane = lane;
    }

    @Override
    public String id() {
        return "socket of " + user;
    }

    @Override
    public RoomId.User user() {
        return user;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void deliver(Frame frame, long position) {
        offset = Connection.offset(lane, position);
        heard.add(frame.seq() == Frame.TRANSIENT ? frame.event() : String.valueOf(frame.seq()));
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void disconnect() {
        closed = true;
    }

    List<String> heard() {
        return heard;
    }

    /// Of what was heard last.
    String offset() {
        return offset;
    }

    boolean closed() {
        return closed;
    }
}
