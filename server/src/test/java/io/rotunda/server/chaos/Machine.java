package io.rotunda.server.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a campaign ran on.
final class Machine {
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    static Map<String, String> describe(Stage stage) throws IOException, SQLException {
        var facts = new LinkedHashMap<String, String>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("PostgreSQL", stage.postgres().version());
        facts.put("small disk", stage.disk() == null ? "none: disk-full is left out" : "tmpfs");
        return facts;
    }

    private static String memory() throws IOException {
        if (!Files.exists(MEMORY)) {
            return "unknown";
        }
        var kibibytes = Files.readAllLines(MEMORY).getFirst().replaceAll("[^0-9]", "");
        return "%.1f GiB".formatted(Long.parseLong(kibibytes) / (1024.0 * 1024));
    }
}
