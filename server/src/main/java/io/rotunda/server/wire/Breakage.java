package io.rotunda.server.wire;

import io.rotunda.handlers.Faults;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What ended a connection that nobody closed.
final class Breakage {
    private static final Logger LOG = LoggerFactory.getLogger(Breakage.class);

    private Breakage() {}

    /// A network that breaks is everyday life; anything else is a fault of ours.
    static void report(Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a connection is closed after a fault", Faults.unquoted(cause));
        }
    }
}
