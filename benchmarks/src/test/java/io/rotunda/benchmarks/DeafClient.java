package io.rotunda.benchmarks;

import io.rotunda.handlers.Client;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import org.jspecify.annotations.Nullable;

/// A client that only counts what it is told.
public final class DeafClient implements Client {
    private final RoomId.User user;
    private final HandLane lane;
    private long heard;

    public DeafClient(RoomId.User user, HandLane lane) {
        this.user = user;
        this.lane = lane;
    }

    /// How many events it was told.
    public long heard() {
        return heard;
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
    public HandLane lane() {
        return lane;
    }

    @Override
    public void deliver(Frame frame, long position) {
        heard++;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public boolean gone() {
        return false;
    }

    @Override
    public void accepted(String id, @Nullable String pid) {
        // it knows
    }

    @Override
    public void close() {
        throw new IllegalStateException("nobody closes it");
    }

    @Override
    public void disconnect() {
        throw new IllegalStateException("nobody disconnects it");
    }
}
