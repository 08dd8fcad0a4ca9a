package io.rotunda.handlers;

import io.rotunda.rooms.Ids;
import io.rotunda.rooms.RoomId;
import java.time.Instant;
import java.util.Set;

/// Who a verified token says is speaking. The only source of identity: what a payload says about its
/// sender is ignored.
///
/// @param userName cut to 256 characters; what PostgreSQL cannot keep is replaced by U+FFFD
/// @param customerIds the customers whose conversations and activity the principal may enter
/// @param expiresAt when the token stops being valid
public record Principal(
        String userId, String userName, String organizationId, Set<String> customerIds, Role role, Instant expiresAt) {
    private static final int MAX_NAME_LENGTH = 256;

    public Principal {
        boolean valid = Ids.valid(userId) && Ids.valid(organizationId);
        for (var customerId : customerIds) {
            valid &= Ids.valid(customerId);
        }
        if (!valid) {
            throw new IllegalArgumentException("not a valid id");
        }
        userName = Texts.cleaned(userName, MAX_NAME_LENGTH);
        customerIds = Set.copyOf(customerIds);
    }

    /// Who this is everywhere inside: another organization may use the same `userId` for somebody else.
    public RoomId.User user() {
        return new RoomId.User(organizationId, userId);
    }

    /// Whether there may be rooms that the other reached and this does not.
    boolean reachesLessThan(Principal other) {
        return !customerIds.containsAll(other.customerIds);
    }

    /// Whether there may be rooms that only the other may enter although both reach them.
    boolean mayEnterLessThan(Principal other) {
        return other.role == Role.ADMIN && role != Role.ADMIN;
    }

    boolean sameUser(Principal other) {
        return userId.equals(other.userId) && organizationId.equals(other.organizationId);
    }
}
