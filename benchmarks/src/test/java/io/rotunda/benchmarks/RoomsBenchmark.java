package io.rotunda.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Frame;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A room and its members, without a wire.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets them up
public class RoomsBenchmark {
    private static final RoomId.Channel ROOM = new RoomId.Channel("acme", "general");
    private static final Frame TYPING = Frame.transientEvent("typing:start", "{}".getBytes(UTF_8));
    private static final Frame JOINED = Frame.transientEvent("user:joined", "{}".getBytes(UTF_8));
    private static final Frame LEFT = Frame.transientEvent("user:left", "{}".getBytes(UTF_8));

    @Param({"10", "1000"})
    public int members;

    private final HandLane lane = new HandLane();
    private Rooms rooms;
    private Feed guest;
    private RoomId.User speaker;

    @Setup
    public void fill() {
        rooms = new Rooms();
        for (int i = 0; i < members; i++) {
            var membership = rooms.enter(ROOM, rooms.open(client("user" + i)));
            membership.appear("User " + i, JOINED);
            membership.goLive();
            lane.run();
        }
        speaker = new RoomId.User("acme", "user0");
        guest = rooms.open(client("guest"));
        lane.run();
    }

    @Benchmark
    public void tell() {
        rooms.tell(ROOM, TYPING);
        lane.run();
    }

    @Benchmark
    public void tellOthers() {
        rooms.tellOthers(ROOM, speaker, TYPING);
        lane.run();
    }

    /// Silently, as into rooms that announce nobody.
    @Benchmark
    public void enterAndLeave() {
        var membership = rooms.enter(ROOM, guest);
        membership.goLive();
        rooms.leave(membership, null);
        lane.run();
    }

    /// With all that is told of it.
    @Benchmark
    public void appearAndDisappear() {
        var membership = rooms.enter(ROOM, guest);
        membership.appear("Guest", JOINED);
        membership.goLive();
        rooms.leave(membership, LEFT);
        lane.run();
    }

    private DeafClient client(String userId) {
        return new DeafClient(new RoomId.User("acme", userId), lane);
    }
}
