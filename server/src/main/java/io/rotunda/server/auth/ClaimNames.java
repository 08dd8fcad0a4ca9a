package io.rotunda.server.auth;

import org.jspecify.annotations.Nullable;

/// Which claims say who somebody is.
///
/// @param user null for `userId`, else `sub`
/// @param customers null for `customerIds`, an array, else `customerId`, a string; a claim that is named here
///     may be either
public record ClaimNames(
        @Nullable String user,
        String name,
        String organization,
        @Nullable String customers,
        String role) {
    public static final ClaimNames STANDARD = new ClaimNames(null, "name", "organizationId", null, "role");
}
