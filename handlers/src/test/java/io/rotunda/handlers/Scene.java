package io.rotunda.handlers;

import io.rotunda.persistence.memory.MemoryChanges;
import io.rotunda.persistence.memory.MemoryChannels;
import io.rotunda.persistence.memory.MemoryMessages;
import io.rotunda.persistence.memory.MemoryStores;
import io.rotunda.persistence.memory.MemoryTimelines;
import io.rotunda.persistence.memory.MemoryTranscripts;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A server without a wire: the real dispatcher and rooms, stores in memory, a clock moved by hand, and
/// clients that write down what they hear. Everything runs on the test's thread, one thing after another.
final class Scene {
    static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");

    static final Duration WINDOW = Duration.ofMinutes(2);

    private final HandClock clock = new HandClock();
    private final Rooms rooms = new Rooms(new Rooms.Keeping(WINDOW, Duration.ZERO, 1 << 20, clock));
    private final MemoryStores kept = new MemoryStores(clock);
    private final HandTranscriber transcriber = new HandTranscriber();
    private final MemoryTokens tokens = new MemoryTokens();
    private final List<HandLane> lanes = List.of(new HandLane(0), new HandLane(1));
    private final List<Actor> actors = new ArrayList<>();
    private final Dispatcher dispatcher;

    Scene(Limits limits) {
        this(limits, true);
    }

    private Scene(Limits limits, boolean transcribing) {
        dispatcher = Assembly.of(
                rooms,
                kept.stores(),
                tokens,
                transcribing ? transcriber : Transcriber.NONE,
                limits,
                clock,
                Runnable::run);
    }

    /// Any number of events, rooms made by the first join.
    static Scene open() {
        return new Scene(Limits.defaults().withEvents(0, Duration.ofMinutes(1)).withRooms(true, 768 * 1024));
    }

    /// The same, but nothing is remembered: who enters a room reads its log.
    static Scene forgetful() {
        return new Scene(Limits.defaults()
                .withEvents(0, Duration.ofMinutes(1))
                .withRooms(true, 768 * 1024)
                .withRecent(0));
    }

    static Scene withoutTranscriber() {
        return new Scene(Limits.defaults(), false);
    }

    /// A member of the organization `acme`, customer `c1`.
    Actor enters(String userId) {
        return enters(principal(userId));
    }

    Actor enters(Principal principal) {
        var number = actors.size();
        var actor = new Actor(this, "socket" + number, principal.user(), lanes.get(number % lanes.size()));
        actors.add(actor);
        actor.session(dispatcher.open(actor, principal));
        settle();
        return actor;
    }

    /// The client of this actor connects again, with a token of the same user.
    Actor returns(Actor client) {
        return returns(client, principal(client.user().userId()));
    }

    /// The same, but nothing that the server says reaches it.
    Actor returnsUnheard(Actor client) {
        var again = connectsAgain(client);
        again.isCutOff();
        return returning(again, principal(client.user().userId()));
    }

    /// The same, but it has gone again before anything is sent to it.
    Actor returnsInVain(Actor client) {
        var again = connectsAgain(client);
        again.isGone();
        return returning(again, principal(client.user().userId()));
    }

    /// The same, and something happens when it is not away any more, and not back yet.
    Actor returnsWhile(Actor client, Runnable meanwhile) {
        var again = connectsAgain(client);
        var principal = principal(client.user().userId());
        dispatcher.reopen(again, principal, again.pid(), again.offset(), again::session);
        meanwhile.run();
        settle();
        return again;
    }

    Actor returns(Actor client, Principal principal) {
        return returning(connectsAgain(client), principal);
    }

    private Actor connectsAgain(Actor client) {
        var number = actors.size();
        var again = client.again("socket" + number, lanes.get(number % lanes.size()));
        actors.add(again);
        return again;
    }

    private Actor returning(Actor again, Principal principal) {
        dispatcher.vacate(
                again.pid(),
                principal,
                () -> again.execute(
                        () -> dispatcher.reopen(again, principal, again.pid(), again.offset(), again::session)));
        settle();
        return again;
    }

    /// One who has joined the channel, and forgotten what it was told by then.
    Actor entersAndJoins(String userId, String channelId) {
        var actor = enters(userId);
        actor.says("channel:join", "{'channelId':'" + channelId + "'}");
        actors.forEach(Actor::forgets);
        return actor;
    }

    static Principal principal(String userId) {
        return new Principal(userId, named(userId), "acme", Set.of("c1"), Role.MEMBER, FAR);
    }

    static Principal principal(String userId, String organizationId, Set<String> customerIds, Role role) {
        return new Principal(userId, named(userId), organizationId, customerIds, role, FAR);
    }

    static String named(String userId) {
        return "Name of " + userId;
    }

    static RoomId.Channel channel(String channelId) {
        return new RoomId.Channel("acme", channelId);
    }

    /// A conversation of the customer whom everybody here serves.
    static RoomId.Conversation conversation(String conversationId) {
        return new RoomId.Conversation("c1", conversationId);
    }

    /// Time passes, and the server's once-a-second task runs in it.
    void passes(Duration time) {
        clock.advance(time);
        dispatcher.tick();
        settle();
    }

    /// Everything that is under way arrives.
    void settle() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (var actor : actors) {
                busy |= actor.runMailbox();
            }
            for (var lane : lanes) {
                busy |= lane.run();
            }
        }
    }

    List<Actor> actors() {
        return actors;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    HandClock clock() {
        return clock;
    }

    Rooms rooms() {
        return rooms;
    }

    MemoryMessages messages() {
        return kept.messages();
    }

    MemoryChanges changes() {
        return kept.changes();
    }

    MemoryTimelines timelines() {
        return kept.timelines();
    }

    MemoryChannels channels() {
        return kept.channels();
    }

    MemoryTranscripts transcripts() {
        return kept.transcripts();
    }

    HandTranscriber transcriber() {
        return transcriber;
    }

    MemoryTokens tokens() {
        return tokens;
    }
}
