package io.rotunda.handlers;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The list of members in a call: not given, a list, or null to take the list away.
record Members(boolean given, @Nullable List<String> userIds) {
    static final int MOST = 10_000;

    static Members read(Fields fields) {
        var userIds = fields.optionalIds("members", MOST);
        return new Members(fields.has("members"), userIds);
    }

    /// As a set; only where there is one.
    Set<String> set() {
        return userIds == null ? Set.of() : Set.copyOf(userIds);
    }
}
