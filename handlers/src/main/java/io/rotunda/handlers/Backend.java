package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.rooms.RoomId;
import io.rotunda.rooms.Rooms;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way in for back ends: what they may do to rooms and users, whatever protocol they come by. Whoever
/// calls this is trusted to speak for the tenant that it names, and with nothing else: every value is checked.
/// Any thread; nothing here blocks.
public final class Backend {
    private final Rooms rooms;
    private final Publications publications;
    private final ToolPermissions permissions;
    private final Rings rings;
    private final Sockets sockets;
    private final List<ApiTable.Row<?>> calls;
    private final Consumer<RoomId.User> counting;

    /// @param calls the rows of [RoomCalls], [MessageCalls] and [UserCalls]
    /// @param counting counts a call that a user makes; throws [Rejected] where there are too many
    Backend(
            Rooms rooms,
            Publications publications,
            ToolPermissions permissions,
            Rings rings,
            Sockets sockets,
            List<ApiTable.Row<?>> calls,
            Consumer<RoomId.User> counting) {
        this.rooms = rooms;
        this.publications = publications;
        this.permissions = permissions;
        this.rings = rings;
        this.sockets = sockets;
        this.calls = calls;
        this.counting = counting;
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
        return new Api(ApiTable.of(this, calls), counting);
    }

    /// Tells those who are meant and here now, each once, an event of any arguments, which may be binary or hold binary
    /// parts. One of the catalogue has exactly its payload.
    ///
    /// @param arguments not to be used by the caller any more
    /// @throws Rejected if nobody is meant, the server has this name for itself, or the arguments may not be sent
    public void publish(Addressees whom, String event, List<JsonNode> arguments) {
        var selection = sockets.addressing().selection(whom);
        var tenant = Objects.requireNonNullElse(whom.organizationId(), "");
        rooms.tell(selection, publications.frame(tenant, event, arguments));
    }

    /// What may be done to sockets.
    public Sockets sockets() {
        return sockets;
    }

    /// Calls `done` when what was published before is on its way to every client: whoever publishes much waits for it.
    public void whenCaughtUp(Runnable done) {
        rooms.whenCaughtUp(done);
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

    /// Takes back what users are asked, and from here on whatever they would be: this server goes.
    public void stopAsking() {
        permissions.close();
    }

    /// The calls that ring at users.
    Rings rings() {
        return rings;
    }
}
