package io.rotunda.handlers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a back end means, in the names that it writes: of rooms, and ids of sockets.
///
/// @param organizationId whose rooms and sockets; null if each name says it itself
/// @param to everybody in any of these, each socket once; nothing for the whole organization
/// @param except nobody in any of these
public record Addressees(@Nullable String organizationId, List<String> to, List<String> except) {
    private static final int MAX_NAMES = 1_000;

    public Addressees {
        if (to.size() > MAX_NAMES || except.size() > MAX_NAMES) {
            throw Rejected.field("room", "at most " + MAX_NAMES + " may be named at once");
        }
        to = List.copyOf(to);
        except = List.copyOf(except);
    }
}
