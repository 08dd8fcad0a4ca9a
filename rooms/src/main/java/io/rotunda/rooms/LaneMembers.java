package io.rotunda.rooms;

import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of one room whose connections belong to one lane. The list is touched on that lane
/// only, so walking it takes no lock.
final class LaneMembers {
    private final LaneLog log;
    private final Trail trail = new Trail();
    private final ArrayList<Membership> members = new ArrayList<>(2);

    /// Members that are here or on their way, and those that may come back; guarded by the room's lock.
    private int expected;

    LaneMembers(LaneLog log) {
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
        lane().execute(() -> add(membership));
    }

    void leave(Membership membership) {
        expected--;
        lane().execute(() -> {
            remove(membership);
            membership.feed().unproved(membership.toldLive());
        });
    }

    /// The member hears nothing any more, but what is told is kept for it.
    void linger(Membership membership) {
        lane().execute(() -> remove(membership));
    }

    /// Ends what [#linger] began.
    void forget() {
        expected--;
    }

    /// The same for a member who is back: what was told up to here is read from here.
    void seal(Membership membership) {
        expected--;
        lane().execute(() -> membership.seal(trail));
    }

    void tell(Frame frame, RoomId.@Nullable User except) {
        lane().execute(() -> deliver(frame, except));
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

    private void add(Membership membership) {
        membership.slot(members.size());
        members.add(membership);
    }

    /// The last one takes the place of the one that leaves: no order is owed between members.
    private void remove(Membership membership) {
        var last = members.removeLast();
        if (last != membership) {
            members.set(membership.slot(), last);
            last.slot(membership.slot());
        }
    }
}
