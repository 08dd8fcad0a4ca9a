package io.rotunda.server.config;

/// A setting that the server cannot start with. The message names it and is for the person who set it; secrets are
/// masked in it.
public final class Misconfigured extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Misconfigured(String message) {
        super(message, null, false, false);
    }
}
