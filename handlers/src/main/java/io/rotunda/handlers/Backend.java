package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The way in for back ends: what they may do to rooms and users, whatever protocol they come by. Whoever
/// calls this is trusted to speak for the tenant that it names, and with nothing else: every value is checked.
/// Any thread; nothing here blocks.
public final class Backend {
    private final Rooms rooms;
    private final Publications publications;
    private final ToolPermissions permissions;
    private final Rings rings;

    Backend(Rooms rooms, Publications publications, ToolPermissions permissions, Rings rings) {
        this.rooms = rooms;
        this.publications = publications;
        this.permissions = permissions;
        this.rings = rings;
    }

    /// Tells everybody who is in the room now. Nobody may be: that is not a failure.
    ///
    /// @param event one of the catalogue that back ends may say, or a name of their own
    /// @param data an object
    /// @throws Rejected if the server has this name for itself, or `data` is not what may be sent under it
    public void publish(RoomId room, String event, JsonNode data) {
        rooms.tell(room, publications.frame(room, event, data));
    }

    /// What it can be asked to do over HTTP.
    public Api api() {
        return new Api(ApiTable.of(this));
    }

    /// Asks a user whether a tool may be used. The first answer from any of the user's sockets decides.
    ///
    /// @param input what the tool would be given
    /// @param timeout when the answer is no; null for the usual time
    /// @throws Rejected if one of the values may not be, or the user has too many questions open
    public PendingPermission askPermission(
            RoomId.User user, String toolName, JsonNode input, String reason, @Nullable Duration timeout) {
        return permissions.ask(user, toolName, input, reason, timeout);
    }

    /// The calls that ring at users.
    Rings rings() {
        return rings;
    }
}
