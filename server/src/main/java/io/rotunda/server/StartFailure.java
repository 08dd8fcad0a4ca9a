package io.rotunda.server;

import io.rotunda.persistence.Unavailable;
import io.rotunda.server.config.Misconfigured;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;

/// Why the server did not start, in one line for the person who started it.
final class StartFailure {
    private StartFailure() {}

    static String line(Throwable failure) {
        var causes = causes(failure);
        for (var cause : causes) {
            if (cause instanceof Misconfigured) {
                return oneLine(cause);
            }
            if (addressInUse(cause)) {
                return "the port is in use by another process (" + oneLine(cause) + "); set PORT to another one";
            }
            if (cause instanceof BindException) {
                return "cannot listen there (" + oneLine(cause) + "); check HOST and PORT";
            }
            if (cause instanceof Unavailable) {
                return "the database cannot be used (" + oneLine(cause) + "); check DATABASE_URL";
            }
        }
        return oneLine(causes.getLast()) + "; with LOG_LEVEL=debug the log says more";
    }

    /// Netty's native transports have an exception of their own for it.
    private static boolean addressInUse(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("Address already in use");
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String oneLine(Throwable cause) {
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
