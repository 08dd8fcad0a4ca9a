package io.rotunda.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import io.rotunda.persistence.Unavailable;
import io.rotunda.rooms.RoomId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `POST /tool-permissions`: asks a user, and answers when it is decided. No thread waits for that. Whoever goes away
/// before, no longer wants to know; when the server goes, it is told to ask again.
final class ToolPermissionAsk implements ApiCall<ToolPermissionAsk.Request> {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ToolPermissions permissions;

    ToolPermissionAsk(ToolPermissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var pending = permissions.ask(
                request.user(), request.toolName(), request.input(), request.reason(), request.timeout());
        caller.whenGone(pending::withdraw);
        var decision = pending.decision();
        return new Ack.Later(
                ready -> decision.thenRun(ready),
                () -> Answer.of(decision.toCompletableFuture().join()));
    }

    /// @param timeout null for the usual one
    record Request(
            RoomId.User user,
            String toolName,
            JsonNode input,
            String reason,
            @Nullable Duration timeout) {
        static Request read(Fields fields) {
            var user = fields.user();
            var toolName = fields.text("toolName", 1, ToolPermissionRequest.MAX_TOOL_NAME);
            var input = fields.value("input");
            var reason = fields.text("reason", 0, ToolPermissionRequest.MAX_REASON);
            int timeoutMs = fields.integer("timeoutMs", 1, (int) ToolPermissions.MAX_TIMEOUT.toMillis(), 0);
            return new Request(user, toolName, input, reason, timeoutMs == 0 ? null : Duration.ofMillis(timeoutMs));
        }
    }

    /// @param reason the user's own; `timeout` if nobody answered
    /// @param resolvedBy the user's id; null if nobody answered
    record Answer(
            String requestId,
            boolean approved,
            @Nullable String reason,
            @Nullable String resolvedBy) implements Payload {
        static Answer of(ToolPermissionResolved decided) {
            if (decided.withdrawn()) {
                throw new Unavailable("the question was taken back", RETRY_AFTER);
            }
            return new Answer(decided.requestId(), decided.approved(), decided.reason(), decided.resolvedBy());
        }
    }
}
