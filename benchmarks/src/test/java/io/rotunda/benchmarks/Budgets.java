package io.rotunda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What operations may allocate, in a file of the repository: a name and a number of bytes in each line. With
/// `-Drotunda.budgets=write` the file is written again instead of being compared.
final class Budgets {
    private static final boolean WRITING = "write".equals(System.getProperty("rotunda.budgets"));

    private final Path file;
    private final double tolerance;
    private final long grain;
    private final Map<String, Long> allowed;
    private final Map<String, Long> seen = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /// @param tolerance how far beside its budget an operation may be, as a part of it
    /// @param grain so many bytes say nothing
    Budgets(String name, double tolerance, long grain) throws IOException {
        this.file = Path.of("budgets", name + ".txt");
        this.tolerance = tolerance;
        this.grain = grain;
        this.allowed = Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" +"))
                        .collect(Collectors.toMap(part -> part[0], part -> Long.valueOf(part[1])))
                : Map.of();
    }

    void add(String operation, long bytes) {
        seen.put(operation, bytes);
        var problem = problem(allowed.get(operation), bytes);
        if (problem != null) {
            problems.add(operation + " allocates " + problem);
        }
    }

    /// Too much, or so much less than allowed that nobody would notice if it became what it was before.
    private @Nullable String problem(@Nullable Long budget, long bytes) {
        if (budget == null) {
            return bytes + " bytes and has no budget";
        }
        long slack = Math.max(grain, (long) (budget * tolerance));
        if (bytes > budget + slack) {
            return bytes + " bytes, its budget is " + budget;
        }
        return bytes < budget - 2 * slack ? "only " + bytes + " bytes: lower its budget of " + budget : null;
    }

    /// After all operations: fails if any is not as its budget says, or a budget is for none.
    void settle() throws IOException {
        if (WRITING) {
            write();
            return;
        }
        allowed.keySet().stream()
                .filter(operation -> !seen.containsKey(operation))
                .forEach(operation -> problems.add(operation + " has a budget, and is not measured"));
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    String.join("\n", problems) + "\nIf that is as it should be: scripts/budgets writes " + file);
        }
    }

    private void write() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("# Bytes that one operation allocates. Written by scripts/budgets.");
        seen.forEach((operation, bytes) -> lines.add("%-50s %9d".formatted(operation, bytes)));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
