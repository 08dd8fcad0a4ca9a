package io.rotunda.bench;

import io.rotunda.bench.contest.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What a benchmark ran on: without it, figures say nothing.
final class Environment {
    private Environment() {}

    static Map<String, String> describe(Path repository, Database database) throws IOException, SQLException {
        var facts = new LinkedHashMap<String, String>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("commit", commit(repository));
        facts.put("CPU", cpu());
        facts.put("memory", gibibytes(line(Path.of("/proc/meminfo"), "MemTotal")));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("Node.js", output(repository, "node", "--version"));
        facts.put("rivals", rivals(repository.resolve("bench/rivals/socketio/package.json")));
        facts.put("PostgreSQL", database.version() + ", fsync on, on this machine");
        return facts;
    }

    private static String commit(Path repository) {
        var commit = output(repository, "git", "rev-parse", "--short=12", "HEAD");
        boolean changed = !output(repository, "git", "status", "--porcelain").isEmpty();
        return changed ? commit + ", with changes" : commit;
    }

    private static String cpu() throws IOException {
        var model = line(Path.of("/proc/cpuinfo"), "model name");
        return Runtime.getRuntime().availableProcessors() + " × " + (model.isEmpty() ? "unknown" : model);
    }

    private static String gibibytes(String kibibytes) {
        var digits = kibibytes.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? "unknown" : "%.1f GiB".formatted(Long.parseLong(digits) / (1024.0 * 1024));
    }

    /// The versions that the package file pins.
    private static String rivals(Path packages) throws IOException {
        var text = Files.readString(packages);
        var dependencies = text.substring(text.indexOf("\"dependencies\""));
        return Arrays.stream(dependencies
                        .substring(dependencies.indexOf('{') + 1, dependencies.indexOf('}'))
                        .split(",", -1))
                .map(dependency -> dependency.replaceAll("[\"\\s]", "").replace(':', ' '))
                .collect(Collectors.joining(", "));
    }

    /// The value of a line like `name : value`.
    private static String line(Path file, String name) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private static String output(Path directory, String... command) {
        try {
            var process =
                    new ProcessBuilder(command).directory(directory.toFile()).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException _) {
            return "unknown";
        }
    }
}
