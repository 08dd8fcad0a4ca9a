package io.rotunda.rooms;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/// For the flight recorder: what one lane did to tell the members of one room. No ids and no content.
@Name("io.rotunda.FanOut")
@Label("Fan-out")
@Category("Rotunda")
@Description("One event, given to the members of one room on one event loop")
@Enabled(false)
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // the recorder reads them
final class FanOut extends Event {
    /// Asked instead of an event that would have to be made for it.
    private static final FanOut PROBE = new FanOut();

    @Label("Kind of room")
    private final String roomKind;

    @Label("Event")
    private final String event;

    @Label("Members")
    private final int members;

    @Label("Payload")
    @DataAmount
    private final int bytes;

    @Label("Durable")
    private final boolean durable;

    private FanOut() {
        this("", "", 0, 0, false);
    }

    private FanOut(String roomKind, String event, int members, int bytes, boolean durable) {
        this.roomKind = roomKind;
        this.event = event;
        this.members = members;
        this.bytes = bytes;
        this.durable = durable;
    }

    /// What is to be given to [#end]: null while nobody wants to know, which costs nothing.
    static @Nullable FanOut begin(RoomId room, Frame frame, int members) {
        if (!PROBE.isEnabled()) {
            return null;
        }
        var fanOut = new FanOut(kind(room), frame.event(), members, frame.size(), frame.seq() != Frame.TRANSIENT);
        fanOut.begin();
        return fanOut;
    }

    static void end(@Nullable FanOut begun) {
        if (begun != null) {
            begun.commit();
        }
    }

    private static String kind(RoomId room) {
        return switch (room) {
            case RoomId.Org _ -> "org";
            case RoomId.User _ -> "user";
            case RoomId.Channel _ -> "channel";
            case RoomId.Conversation _ -> "conversation";
            case RoomId.Call _ -> "call";
            case RoomId.Swarm _ -> "swarm";
            case RoomId.Activity _ -> "activity";
        };
    }
}
