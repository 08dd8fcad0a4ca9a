package io.rotunda.handlers;

import org.jspecify.annotations.Nullable;

/// `tool:permission:response`: the user answers. The first answer decides.
final class ToolPermissionResponse implements Handler<ToolPermissionResponse.Request> {
    private static final int MAX_REASON = 1_000;

    private final ToolPermissions permissions;

    ToolPermissionResponse(ToolPermissions permissions) {
        this.permissions = permissions;
    }

    @Override
    public Ack handle(Session session, Request request) {
        permissions.answer(
                session.user(),
                new ToolPermissionResolved(
                        request.requestId(),
                        request.approved(),
                        request.reason(),
                        session.principal().userId()));
        return Ack.of(new Answer(request.requestId(), request.approved()));
    }

    record Request(
            String requestId, boolean approved, @Nullable String reason) {
        static Request read(Fields fields) {
            return new Request(
                    fields.id("requestId"), fields.flag("approved"), fields.optionalText("reason", 0, MAX_REASON));
        }
    }

    record Answer(String requestId, boolean approved) implements Payload {}
}
