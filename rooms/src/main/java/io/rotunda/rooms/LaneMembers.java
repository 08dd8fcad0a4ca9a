package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The members of one room whose connections belong to one lane. The list is touched on that lane
/// only, so walking it takes no lock.
final class LaneMembers {
    private final RoomId room;
    private final LaneLog log;
    private final Trail trail = new Trail();
    private final ArrayList<Membership> members = new ArrayList<>(2);

    /// Those who have gone and may come back: looked at when not everybody is told.
    private final ArrayList<Membership> ghosts = new ArrayList<>(0);

    /// Members that are here or on their way, and those that may come back; guarded by the room's lock.
    private int expected;

    LaneMembers(RoomId room, LaneLog log) {
        this.room = room;
        this.log = log;
    }

    Lane lane() {
        return log.lane();
    }

    // All of these under the room's lock: what is told is told before or after.

    boolean empty() {
        return expected == 0;
    }

    void enter(Membership membership) {
        expected++;
        lane().execute(() -> add(members, membership));
    }

    void leave(Membership membership) {
        expected--;
        lane().execute(() -> {
            remove(members, membership);
            membership.feed().unproved(membership.toldLive());
        });
    }

    /// The member hears nothing any more, but what is told is kept for it.
    void linger(Membership membership) {
        lane().execute(() -> {
            remove(members, membership);
            add(ghosts, membership);
        });
    }

    /// Ends what [#linger] began.
    void forget(Membership ghost) {
        expected--;
        lane().execute(() -> remove(ghosts, ghost));
    }

    /// The same for a member who is back: what was told up to here is read from here.
    void seal(Membership membership) {
        expected--;
        lane().execute(() -> {
            remove(ghosts, membership);
            membership.seal(trail);
        });
    }

    /// @param since when there was something to tell, on the [Stopwatch]
    void tell(Frame frame, RoomId.@Nullable User except, int since) {
        lane().execute(() -> deliver(frame, except, since));
    }

    private void deliver(Frame frame, RoomId.@Nullable User except, int since) {
        var recording = begin(frame, members.size(), since);
        deliver(frame, except);
        FanOut.end(recording);
    }

    /// Tells those who were not dealt with before.
    ///
    /// @param since as of [#tell]
    void tellOnce(Frame frame, Dealt dealt, int since) {
        lane().execute(() -> deliver(frame, dealt, since));
    }

    /// Those who are here are about to be told; returns what is to be ended after that.
    private @Nullable FanOut begin(Frame frame, int hearers, int since) {
        if (hearers > 0) {
            lane().telling(since);
        }
        return FanOut.begin(room, frame, hearers);
    }

    /// Shows those who are here now and were not dealt with before.
    void visit(Dealt dealt, Consumer<Connection> visitor) {
        lane().execute(() -> {
            for (var member : List.copyOf(members)) {
                if (dealt.first(member.feed())) {
                    member.feed().visit(visitor);
                }
            }
        });
    }

    /// Deals with all of them by doing nothing.
    void leaveOut(Dealt dealt) {
        lane().execute(() -> {
            members.forEach(member -> dealt.first(member.feed()));
            ghosts.forEach(ghost -> dealt.first(ghost.feed()));
        });
    }

    private void deliver(Frame frame, Dealt dealt, int since) {
        var passedOver = new HashSet<Feed>();
        var hearers = dealtWithNow(members, dealt, passedOver);
        var later = dealtWithNow(ghosts, dealt, passedOver);
        if (!hearers.isEmpty() || !later.isEmpty()) {
            var recording = begin(frame, hearers.size(), since);
            long position = log.broadcast(trail, frame, passedOver);
            hearers.forEach(hearer -> hearer.deliver(frame, position));
            FanOut.end(recording);
        }
    }

    private static List<Membership> dealtWithNow(List<Membership> all, Dealt dealt, Set<Feed> passedOver) {
        var now = new ArrayList<Membership>();
        for (var one : all) {
            if (dealt.first(one.feed())) {
                now.add(one);
            } else {
                passedOver.add(one.feed());
            }
        }
        return now;
    }

    private void deliver(Frame frame, RoomId.@Nullable User except) {
        long position = log.broadcast(trail, frame, except);
        if (except == null) {
            for (int i = 0; i < members.size(); i++) {
                members.get(i).deliver(frame, position);
            }
        } else {
            int hash = except.hashCode();
            for (int i = 0; i < members.size(); i++) {
                var member = members.get(i);
                if (hash != member.userHash() || !except.equals(member.feed().user())) {
                    member.deliver(frame, position);
                }
            }
        }
    }

    /// On the lane.
    void count(Map<RoomId.User, Integer> sockets) {
        for (var member : members) {
            sockets.merge(member.feed().user(), 1, Integer::sum);
        }
    }

    private static void add(List<Membership> list, Membership membership) {
        membership.slot(list.size());
        list.add(membership);
    }

    /// The last one takes the place of the one that leaves: no order is owed between members.
    private static void remove(List<Membership> list, Membership membership) {
        var last = list.removeLast();
        if (last != membership) {
            list.set(membership.slot(), last);
            last.slot(membership.slot());
        }
    }
}
