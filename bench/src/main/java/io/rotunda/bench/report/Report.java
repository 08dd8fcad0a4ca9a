package io.rotunda.bench.report;

import io.rotunda.bench.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A page with tables, and the plots beside it.
public final class Report {
    private Report() {}

    /// Writes `report.md` and the plots.
    ///
    /// @param circumstances what to know to judge it: the machine, versions, what was asked for
    /// @return the tables, as they are on the page
    public static String write(
            Path directory, Samples samples, List<Scenario> scenarios, Map<String, String> circumstances)
            throws IOException {
        var measured = scenarios.stream()
                .filter(scenario -> samples.scenarios().contains(scenario.name()))
                .toList();
        var tables = new StringBuilder();
        for (var scenario : measured) {
            tables.append(new Tables(samples).of(scenario));
        }
        var page = new StringBuilder(
                "# Benchmark\n\nWritten by `scripts/bench`. Each cell is the median of all rounds, and the"
                        + " lowest and highest in brackets; ratios are taken inside each round. CPU times include the kernel's.\n\n");
        page.append("| | |\n|---|---|\n");
        circumstances.forEach((what, value) -> page.append("| ")
                .append(what)
                .append(" | ")
                .append(value.replace("|", "\\|"))
                .append(" |\n"));
        page.append('\n');
        for (var plot : new Plots(samples).all(measured).entrySet()) {
            Files.writeString(
                    directory.resolve(plot.getKey() + ".svg"), plot.getValue().svg());
            page.append("![")
                    .append(plot.getValue().title())
                    .append("](")
                    .append(plot.getKey())
                    .append(".svg)\n\n");
        }
        page.append(tables);
        Files.writeString(directory.resolve("report.md"), page);
        return tables.toString();
    }
}
