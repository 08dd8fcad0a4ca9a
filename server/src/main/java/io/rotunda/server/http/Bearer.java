package io.rotunda.server.http;

import org.jspecify.annotations.Nullable;

/// The header `Authorization` as tokens and keys are shown in it.
public final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /// What is shown; null if nothing, or in another way.
    public static @Nullable String in(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? authorization.substring(SCHEME.length()).strip()
                : null;
    }
}
