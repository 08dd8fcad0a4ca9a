package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.Lane;
import io.rotunda.rooms.RoomId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A client on a real lane, for races. It is never cut or disconnected: that would be a fault.
abstract class RacingClient implements Client {
    final RoomId.User user;
    final Lane lane;

    RacingClient(String userId, Lane lane) {
        this.user = new RoomId.User("acme", userId);
        this.lane = lane;
    }

    static JsonNode parsed(byte[] json) {
        try {
            return Json.read(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void execute(Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void accepted(String id, @Nullable String pid) {
        // nobody comes back here
    }

    @Override
    public boolean gone() {
        return false;
    }

    @Override
    public String id() {
        return "socket of " + user.userId();
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
    public void close() {
        throw new AssertionError("cut");
    }

    @Override
    public void disconnect() {
        throw new AssertionError("disconnected");
    }
}
