package io.rotunda.handlers;

import java.io.Serial;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Faults of ours: logged once, under an id that the client is told.
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    /// One that no client is told of.
    static void log(Throwable fault, String what) {
        LOG.error("fault: {}", what, unquoted(fault));
    }

    /// Returns the id.
    static String log(Throwable fault, String event, Session session) {
        var id = newId();
        LOG.atError()
                .addKeyValue("event", event)
                .addKeyValue("code", ErrorCode.INTERNAL)
                .addKeyValue("socketId", session.client().id())
                .addKeyValue("userId", session.principal().userId())
                .addKeyValue("organizationId", session.principal().organizationId())
                .setCause(unquoted(fault))
                .log("fault {}", id);
        return id;
    }

    /// The same for what no socket asked for.
    ///
    /// @param whose who asked
    static String log(Throwable fault, String call, String whose) {
        var id = newId();
        LOG.error("fault {} in {} of {}", id, call, whose, unquoted(fault));
        return id;
    }

    private static String newId() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }

    /// Its kind and where, for a line that is said again and again; not its message, which may quote what came.
    public static String inShort(Throwable fault) {
        var trace = fault.getStackTrace();
        return fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /// A throwable without its message, which may quote what a user wrote.
    public static Throwable unquoted(Throwable fault) {
        return new Unquoted(fault);
    }

    private static final class Unquoted extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        Unquoted(Throwable original) {
            super(original.getClass().getName(), cause(original));
            setStackTrace(original.getStackTrace());
        }

        private static @Nullable Throwable cause(Throwable original) {
            var cause = original.getCause();
            return cause == null ? null : new Unquoted(cause);
        }
    }
}
