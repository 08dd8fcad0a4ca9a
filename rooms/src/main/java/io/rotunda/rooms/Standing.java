package io.rotunda.rooms;

import java.time.Instant;

/// How a user appears in the organization.
///
/// @param userName as it was when the user's newest socket came
/// @param since when it became so
public record Standing(String userId, String userName, Shown shown, Instant since) {}
