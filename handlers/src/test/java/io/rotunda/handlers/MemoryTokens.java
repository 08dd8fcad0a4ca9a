package io.rotunda.handlers;

import java.util.HashMap;
import java.util.Map;

/// Tokens that the test has issued.
final class MemoryTokens implements Tokens {
    private final Map<String, Principal> issued = new HashMap<>();
    private Reason otherwise = Reason.AUTH_INVALID;

    @Override
    public Principal verify(String token) throws Refused {
        var principal = issued.get(token);
        if (principal == null) {
            throw new Refused(otherwise, "refused");
        }
        return principal;
    }

    void issue(String token, Principal principal) {
        issued.put(token, principal);
    }

    /// Why tokens that were not issued are refused.
    void otherwise(Reason reason) {
        otherwise = reason;
    }
}
