package io.rotunda.handlers;

import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.Attendance;
import io.rotunda.rooms.Feed;
import io.rotunda.rooms.Membership;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Shown;
import io.rotunda.rooms.Standing;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One client from its CONNECT to its end: who it is, and the rooms that it is in. Used on its mailbox
/// only, but for what says otherwise.
public final class Session extends Speaker {
    private static final int MAX_STREAMS = 10;
    private static final long NEVER = Long.MAX_VALUE;
    private static final Instant FAR = Instant.ofEpochMilli(NEVER);
    private static final AtomicLongFieldUpdater<Session> DUE = AtomicLongFieldUpdater.newUpdater(Session.class, "due");

    private final Client client;
    private final String id;
    private final Feed feed;
    private final @Nullable String pid;
    private final Context context;
    private final Visit visit;
    private final Places places;
    private final Arrivals arrivals;
    private volatile Principal principal;

    /// When this session next needs attention, in milliseconds; changed by whoever ticks, too.
    private volatile long due;

    private @Nullable Attendance attendance;
    private @Nullable TypingRooms typing;
    private @Nullable Quota quota;
    private @Nullable Speeches speeches;
    private boolean ended;

    /// @param id what it is known by, also after its client came back
    /// @param pid what the client comes back with; null if it cannot
    /// @param visit what is known of the socket's time here, which goes on when its client comes back
    Session(
            Client client,
            String id,
            Feed feed,
            @Nullable String pid,
            Principal principal,
            Visit visit,
            Context context) {
        this.client = client;
        this.id = id;
        this.feed = feed;
        this.pid = pid;
        this.context = context;
        this.visit = visit;
        this.places = new Places(feed, context, visit);
        this.arrivals = new Arrivals(client, places, context);
        this.principal = principal;
        reschedule();
    }

    /// What the socket is known by, also after its client came back. Any thread.
    public String id() {
        return id;
    }

    /// When the socket came for the first time. Any thread.
    public Instant since() {
        return visit.since();
    }

    /// Why its connection went; null while it is there. Any thread.
    public @Nullable String whyGone() {
        var end = visit.end();
        return end == null ? null : end.why();
    }

    /// The rooms that it is in.
    public List<RoomId> rooms() {
        return places.all();
    }

    /// What is known of the socket's time here. Any thread.
    Visit visit() {
        return visit;
    }

    /// Any thread.
    public Client client() {
        return client;
    }

    /// What its client is told. Any thread.
    Feed feed() {
        return feed;
    }

    @Nullable
    String pid() {
        return pid;
    }

    /// Who is speaking, as of the last token. Any thread.
    @Override
    public Principal principal() {
        return principal;
    }

    /// Whose session it is; the room of all sockets of that user, too.
    @Override
    RoomId.User user() {
        return client.user();
    }

    RoomId.Org organizationRoom() {
        return new RoomId.Org(principal.organizationId());
    }

    /// Sends to this socket alone. Any thread.
    @Override
    void send(Outgoing event) {
        feed.send(event.frame());
    }

    /// Joins the rooms that a socket is in from the start. What they are told waits for `greeting`.
    void open(Outgoing greeting) {
        places.enter(organizationRoom());
        var waiting =
                context.rings().open(user(), () -> context.permissions().open(user(), () -> places.enter(user())));
        send(greeting);
        waiting.forEach(feed::send);
        places.goLive();
        attendance = context.presence().enter(user(), principal.userName());
    }

    /// Goes on where the client was, after it was sent what it missed: it appears again, and hears what is told now.
    void reopen(List<Membership> rooms, @Nullable Quota used, Outgoing greeting) {
        quota = used;
        reschedule();
        places.reenter(rooms, principal);
        attendance = context.presence().enter(user(), principal.userName());
        send(greeting);
        places.goLive();
    }

    /// Notes that the user is there: for every event that comes, handled or not.
    void heard(Instant now) {
        if (attendance != null) {
            attendance.heard(now.toEpochMilli());
        }
    }

    /// Chooses how the user appears to the organization.
    void appear(UnaryOperator<Shown> change) {
        if (attendance != null) {
            attendance.choose(change);
        }
    }

    /// Users of the organization who are not offline, in the order of their ids.
    ///
    /// @param after the id behind which to begin; null for the first one
    List<Standing> colleaguesPresent(@Nullable String after, int max) {
        return context.presence().present(principal.organizationId(), after, max);
    }

    boolean isIn(RoomId room) {
        return places.has(room);
    }

    /// A room that this socket is in, or may enter.
    @Override
    Audience room(RoomId room) {
        if (!places.has(room)) {
            context.entry().check(principal, room);
        }
        return audience(room);
    }

    /// The same for what makes a room exist.
    @Override
    Audience roomOrNew(RoomId room) {
        if (!places.has(room)) {
            context.entry().checkOrCreate(principal, room);
        }
        return audience(room);
    }

    /// A room that this socket is in.
    Audience joined(RoomId room) {
        if (!places.has(room)) {
            throw new Rejected(ErrorCode.NOT_IN_ROOM, "join the room first");
        }
        return audience(room);
    }

    /// A user of the same organization, there or not.
    RoomId.User colleague(String userId) {
        return new RoomId.User(principal.organizationId(), userId);
    }

    /// The sockets of a user of the same organization, connected or not.
    Audience socketsOf(String colleagueId) {
        return audience(colleague(colleagueId));
    }

    /// Notes that this happened in a room, for whoever watches rooms. Any thread.
    void note(RoomId room, Outgoing event) {
        if (context.rooms().watched()) {
            context.rooms().note(room, event.frame());
        }
    }

    /// Enters a room, or catches up in one that this socket is in. Either way nothing of it is heard until
    /// [Arrival#goLive].
    Arrival arrive(RoomId room) {
        return arrivals.begin(room, principal);
    }

    /// The same when its turn comes, which ends with the event. Whoever waits hears everything meanwhile, and what is
    /// told in the room is not put aside for it yet.
    ///
    /// @param room one with a log
    /// @throws Unavailable if too many came before it
    Arrival arriveInTurn(RoomId room) {
        return arrivals.beginInTurn(room, principal);
    }

    /// The same in a room that this socket is in, if nothing has to be waited for; null if it has. On a lane, too.
    @Nullable
    Arrival arriveNow(RoomId room) {
        return arrivals.beginNow(room, principal);
    }

    /// Undoes an arrival that something came in the way of. After every event.
    void settle() {
        arrivals.settle(principal);
    }

    /// Leaves a room; does nothing if this socket is not in it.
    void leave(RoomId room) {
        leave(room, Leaving.LEFT);
    }

    void leave(RoomId room, Leaving reason) {
        fallSilent(room);
        places.leave(room, principal, reason);
    }

    /// Leaves every room: the socket has gone for good.
    ///
    /// @param why as operators are told
    void leaveAll(String why) {
        visit.ended(why, context.clock().instant());
        places.all().forEach(room -> leave(room, Leaving.DISCONNECTED));
        unattend();
        context.whereabouts().ended(visit);
    }

    /// The same as far as others hear; but what the client misses from here on is kept for it.
    ///
    /// @param returning what the client comes back with
    Absence linger(String returning, String why) {
        visit.lost(why, context.clock().instant());
        feed.gone();
        places.all().forEach(this::fallSilent);
        var ghosts = places.linger(principal);
        unattend();
        context.whereabouts().ended(visit);
        return new Absence(
                returning,
                id,
                principal,
                feed,
                ghosts,
                quota,
                visit,
                context.clock().millis());
    }

    /// Leaves a room that it may not be in any more. What the socket was told before that of this room alone, it is not
    /// told again.
    void takeOut(RoomId room) {
        if (isIn(room)) {
            leave(room);
            feed.withhold();
        }
    }

    private void fallSilent(RoomId room) {
        if (room instanceof RoomId.Timeline timeline) {
            stopTyping(timeline);
        }
        if (speeches != null && room instanceof RoomId.Call call) {
            speeches.end(call);
        }
    }

    private void unattend() {
        if (attendance != null) {
            attendance.leave();
            attendance = null;
        }
    }

    /// Goes on with a new token, and leaves the rooms that it does not reach.
    void become(Principal renewed) {
        if (renewed.reachesLessThan(principal)) {
            feed.withhold();
        }
        principal = renewed;
        places.all().stream()
                .filter(room -> !Entry.reaches(renewed, room))
                .toList()
                .forEach(this::leave);
        context.streams().renewed(renewed);
        reschedule();
    }

    void startTyping(RoomId.Timeline room, Instant now) {
        if (typing == null) {
            typing = new TypingRooms();
        }
        typing.typed(room, now);
        reschedule();
    }

    /// Tells the others once; does nothing if this socket is not typing there.
    @Override
    void stopTyping(RoomId.Timeline room) {
        if (typing != null && typing.stop(room)) {
            audience(room)
                    .tellOthers(Typing.stopped(room, principal, context.clock().instant()));
        }
    }

    @Override
    int maxStreams() {
        return MAX_STREAMS;
    }

    @Override
    Rejected tooManyStreams() {
        return new Rejected(ErrorCode.FORBIDDEN, "a user may have at most " + MAX_STREAMS + " streams open");
    }

    /// What this socket says in a call that it is in: begun with its first chunk, ended when it leaves.
    Transcriber.Speech speech(RoomId.Call call, Supplier<Transcriber.Speech> begin) {
        if (speeches == null) {
            speeches = new Speeches();
        }
        return speeches.in(call, begin);
    }

    /// Made with the first event that is counted.
    Quota quota(Supplier<Quota> fresh) {
        if (quota == null) {
            quota = fresh.get();
            reschedule();
        }
        return quota;
    }

    boolean expired(Instant now) {
        return !principal.expiresAt().isAfter(now);
    }

    /// Whether something of this session is due; true for one caller only, who must see to [#attend].
    /// Any thread.
    boolean claim(long now) {
        long at = due;
        return at <= now && DUE.compareAndSet(this, at, NEVER);
    }

    /// Does what became due, except for the end of the token.
    void attend(Instant now) {
        if (typing != null) {
            typing.silentAt(now).forEach(this::stopTyping);
        }
        if (typing != null && typing.nowhere()) {
            typing = null;
        }
        if (quota != null && quota.emptyAt() <= now.toEpochMilli()) {
            quota = null;
        }
        reschedule();
    }

    /// No event is handled any more.
    void end() {
        ended = true;
    }

    /// Ends it, and tells the client so. Nothing that is sent after this arrives, no answer either.
    ///
    /// @param why as operators are told
    void dismiss(String why) {
        visit.ended(why, context.clock().instant());
        end();
        client.disconnect();
    }

    boolean ended() {
        return ended;
    }

    private void reschedule() {
        long next = principal.expiresAt().isBefore(FAR) ? principal.expiresAt().toEpochMilli() : NEVER;
        if (typing != null && !typing.nowhere()) {
            next = Math.min(next, typing.nextSilence().toEpochMilli());
        }
        if (quota != null) {
            next = Math.min(next, quota.emptyAt());
        }
        due = next;
    }

    private Audience audience(RoomId room) {
        return new Audience(context.rooms(), room, user());
    }
}
