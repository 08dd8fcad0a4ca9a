package io.rotunda.server.chaos.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A page with what a campaign did, and its plot beside it.
public final class Report {
    private Report() {}

    /// Writes `report.md` and `plot.svg`.
    ///
    /// @param circumstances what to know to judge it: seeds, versions, the machine
    /// @param checks how often each rule looked
    /// @param found what the checker found; empty if nothing
    public static void write(
            Path directory, Tally tally, Map<String, String> circumstances, Map<String, Long> checks, String found)
            throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("plot.svg"), Plot.of(tally));
        Files.writeString(directory.resolve("report.md"), page(tally, circumstances, checks, found));
    }

    private static String page(Tally tally, Map<String, String> circumstances, Map<String, Long> checks, String found) {
        var page = new StringBuilder("# A campaign of faults\n\n");
        page.append("Written by `scripts/chaos`. ");
        page.append(found.isEmpty() ? "**Every promise held.**\n\n" : "**Promises were broken**, see the end.\n\n");
        page.append("![Acknowledged messages, latencies and faults over time](plot.svg)\n\n");
        page.append("| | |\n|---|---|\n");
        circumstances.forEach((what, value) -> row(page, what, value));
        row(page, "duration", format("%.1f minutes", tally.millis() / 60_000));
        counts(page, tally);
        faults(page, tally);
        returns(page, tally.returns());
        operations(page, tally);
        page.append("\n## What the checker looked at\n\n| rule | comparisons |\n|---|---:|\n");
        checks.forEach((rule, count) -> row(page, rule, format("%,d", count)));
        if (!found.isEmpty()) {
            page.append("\n## What it found\n\n```\n").append(found).append("\n```\n");
        }
        return page.toString();
    }

    private static void counts(StringBuilder page, Tally tally) {
        page.append("\n## What clients saw\n\n| | |\n|---|---:|\n");
        for (var what : new String[] {
            "rooms",
            "messages acknowledged",
            "messages stored",
            "changes stored",
            "deliveries",
            "connected anew",
            "recovered",
            "pages of replay",
            "messages replayed"
        }) {
            row(page, what, format("%,d", tally.count(what)));
        }
    }

    private static void faults(StringBuilder page, Tally tally) {
        page.append("\n## Faults\n\n| kind | hit | times |\n|---|---|---:|\n");
        var faults = tally.faults().stream()
                .collect(Collectors.groupingBy(
                        fault -> fault.kind() + " | " + fault.target(), TreeMap::new, Collectors.counting()));
        faults.forEach((kind, count) -> row(page, kind, format("%,d", count)));
        row(page, "**all** | ", format("**%,d**", tally.faults().size()));
    }

    private static void returns(StringBuilder page, Returns returns) {
        page.append("\n## From PostgreSQL's return to the next acknowledgement\n\n| | |\n|---|---:|\n");
        row(page, "times that nothing else failed meanwhile", format("%,d", returns.count()));
        row(page, "median", format("%,.0f ms", returns.quantile(0.5)));
        row(page, "p99", format("%,.0f ms", returns.quantile(0.99)));
        row(page, "maximum", format("%,.0f ms", returns.quantile(1)));
    }

    private static void operations(StringBuilder page, Tally tally) {
        page.append("\n## Operations\n\n| event | acknowledged | refused | unknown |\n|---|---:|---:|---:|\n");
        tally.operations()
                .forEach((event, outcomes) -> row(
                        page,
                        "`" + event + "`",
                        format(
                                "%,d | %,d | %,d",
                                outcomes.getOrDefault("ok", 0L),
                                outcomes.getOrDefault("refused", 0L),
                                outcomes.getOrDefault("unknown", 0L))));
        page.append("\nRefused with: ");
        page.append(tally.refusals().entrySet().stream()
                .map(refusal -> format("`%s` %,d", refusal.getKey(), refusal.getValue()))
                .collect(Collectors.joining(", ", "", ".\n")));
    }

    private static void row(StringBuilder page, String what, String value) {
        page.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    @SuppressWarnings("AnnotateFormatMethod") // the library with that annotation is not here
    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
