package io.rotunda.handlers;

import static io.rotunda.handlers.ApiTable.row;

import io.rotunda.persistence.Stores;
import java.util.List;
import java.util.concurrent.Executor;

/// The calls about users, their sockets and the calls that they are in: rows of the [ApiTable].
final class UserCalls {
    private UserCalls() {}

    /// @param background runs what is no lane's business
    static List<ApiTable.Row<?>> rows(
            Context context, Sessions sessions, Recovery recovery, Stores stores, Limits limits, Executor background) {
        int pageBytes = limits.historyBytes();
        return List.of(
                row(
                                "POST",
                                "/calls/ring",
                                "Lets a call ring at a user.",
                                CallRing.Request::read,
                                new CallRing(context.rings()))
                        .answering(CallRing.Answer.class),
                row(
                                "GET",
                                "/calls/{roomName}/transcript",
                                "What was said in a call: its final segments, in order.",
                                CallTranscript.Request::read,
                                new CallTranscript(stores.transcripts()))
                        .answering(CallTranscript.Answer.class),
                row(
                                "POST",
                                "/tool-permissions",
                                "Asks a user whether a tool may be used, and answers when it is decided; input: 64 KiB of JSON at most.",
                                ToolPermissionAsk.Request::read,
                                new ToolPermissionAsk(context.permissions()))
                        .answering(ToolPermissionAsk.Answer.class),
                row(
                        "POST",
                        "/ooda/phase",
                        "Tells a user that a phase of an agent's loop begins or ends.",
                        fields -> OodaPhaseReport.Request.read(fields, context.clock()),
                        new OodaPhaseReport(context.rooms(), limits.historyBytes())),
                row(
                        "POST",
                        "/ooda/complete",
                        "Tells a user that an agent's loop has ended.",
                        fields -> OodaCompleteReport.Request.read(fields, context.clock()),
                        new OodaCompleteReport(context.rooms())),
                row(
                                "POST",
                                "/disconnect",
                                "Disconnects a socket, or all of a user's: socketId or userId is required.",
                                Disconnect.Request::read,
                                new Disconnect(sessions, recovery))
                        .answering(Disconnect.Answer.class),
                row(
                                "GET",
                                "/presence",
                                "Who of an organization is not offline.",
                                OrganizationPresence.Request::read,
                                new OrganizationPresence(context.presence(), pageBytes))
                        .answering(PresenceList.Answer.class),
                row(
                                "GET",
                                "/rooms/{room}/members",
                                "Who hears a room now, with how many sockets.",
                                RoomMembers.Request::read,
                                new RoomMembers(context.rooms(), context.presence(), background))
                        .answering(RoomMembers.Answer.class),
                row(
                                "GET",
                                "/explain",
                                "Why a user did or did not get a message.",
                                Explain.Request::read,
                                new Explain(stores.receipts(), sessions, context.whereabouts(), context.clock()))
                        .answering(Explain.Answer.class));
    }
}
