package io.rotunda.rooms;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The members of one room whose connections belong to one lane. The list is touched on that lane
/// only, so walking it takes no lock.
final class LaneMembers {
    private final Lane lane;
    private final ArrayList<Membership> members = new ArrayList<>(2);

    /// Members that are here or on their way; guarded by the room's lock, read without it: a reader
    /// who sees none may skip the lane, because whoever enters later reads the log after entering.
    private volatile int expected;

    LaneMembers(Lane lane) {
        this.lane = lane;
    }

    Lane lane() {
        return lane;
    }

    boolean empty() {
        return expected == 0;
    }

    /// Under the room's lock.
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the room's lock only
    void enter(Membership membership) {
        expected++;
        lane.execute(() -> add(membership));
    }

    /// Under the room's lock.
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the room's lock only
    void leave(Membership membership) {
        expected--;
        lane.execute(() -> remove(membership));
    }

    void tell(Frame frame, RoomId.@Nullable User except) {
        lane.execute(() -> deliver(frame, except));
    }

    private void deliver(Frame frame, RoomId.@Nullable User except) {
        for (int i = 0; i < members.size(); i++) {
            var member = members.get(i);
            if (except == null || !same(except, member.connection().user())) {
                member.deliver(frame);
            }
        }
    }

    /// Asked of every member: what nearly always differs comes first.
    private static boolean same(RoomId.User one, RoomId.User other) {
        return one.userId().equals(other.userId()) && one.organizationId().equals(other.organizationId());
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
