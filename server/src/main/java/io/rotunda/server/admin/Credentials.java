package io.rotunda.server.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Who the operator is. Never shown.
public record Credentials(String username, PasswordHash password) {

    /// Takes as long whether it is the name or the password that is wrong.
    boolean are(String sentUsername, String sentPassword) {
        boolean name = MessageDigest.isEqual(
                username.getBytes(StandardCharsets.UTF_8), sentUsername.getBytes(StandardCharsets.UTF_8));
        boolean secret = password.is(sentPassword);
        return name && secret;
    }

    @Override
    public String toString() {
        return "***";
    }
}
