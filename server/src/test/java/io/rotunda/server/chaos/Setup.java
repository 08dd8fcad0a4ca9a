package io.rotunda.server.chaos;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is put to the test, and how hard.
///
/// @param classPath of the server; the first one wins
/// @param server environment variables that are to be otherwise
/// @param postgres settings that are to be otherwise
record Setup(List<String> classPath, Map<String, String> server, Map<String, String> postgres, Pace pace) {
    /// Short, so that a lost connection is noticed, and the end of each window is reached, while a fault lasts.
    private static final Map<String, String> SERVER = Map.of(
            "PING_INTERVAL_MS", "700",
            "PING_TIMEOUT_MS", "1500",
            "RECOVERY_WINDOW_MS", "4000",
            "SHUTDOWN_DRAIN_MS", "500",
            "PRESENCE_GRACE_MS", "1000",
            // Pages of a replay are small then: what was missed takes several.
            "OUTBOUND_BUFFER_BYTES", "262144",
            "LOG_LEVEL", "warn");

    Setup {
        classPath = List.copyOf(classPath);
        server = Map.copyOf(server);
        postgres = Map.copyOf(postgres);
    }

    /// The packaged server as it is.
    static Setup usual() throws IOException {
        return new Setup(List.of(Artifacts.jar().toString()), Map.of(), Map.of(), Pace.USUAL);
    }

    /// Whether it is the packaged server as it is, which many runs start, and start often.
    boolean isPackaged() {
        return classPath.size() == 1;
    }

    Map<String, String> environment() {
        var environment = new HashMap<>(SERVER);
        environment.putAll(server);
        return environment;
    }
}
