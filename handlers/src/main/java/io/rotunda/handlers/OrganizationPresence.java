package io.rotunda.handlers;

import io.rotunda.rooms.Presence;
import org.jspecify.annotations.Nullable;

/// `GET /presence`: who of an organization is not offline, page by page as `presence:list` says it.
final class OrganizationPresence implements ApiCall<OrganizationPresence.Request> {
    private final Presence presence;
    private final int pageBytes;

    OrganizationPresence(Presence presence, int pageBytes) {
        this.presence = presence;
        this.pageBytes = pageBytes;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var there = presence.present(request.organizationId(), request.after(), PresenceList.MAX_USERS + 1);
        return Ack.of(PresenceList.Answer.of(there, pageBytes));
    }

    /// @param after the last user of the page before; null for the first page
    record Request(String organizationId, @Nullable String after) {
        static Request read(Fields fields) {
            return new Request(fields.id("organizationId"), fields.optionalId("after"));
        }
    }
}
