package io.rotunda.server.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of variables for people: what `--help` prints and what stands in the documentation.
public final class Reference {
    /// As many words as fit, or one that is longer.
    private static final Pattern LINE = Pattern.compile("\\S.{0,92}(?=\\s|$)|\\S+");

    private Reference() {}

    /// A Markdown table, a row per variable.
    public static String markdown() {
        return Variables.ALL.stream()
                .map(variable -> "| `%s` | %s | %s | %s |%n"
                        .formatted(
                                variable.name(),
                                variable.literal() ? "`" + variable.unset() + "`" : variable.unset(),
                                variable.allowed(),
                                variable.description()))
                .collect(Collectors.joining(
                        "", "| variable | default | allowed | what for |%n|---|---|---|---|%n".formatted(), ""));
    }

    /// Plain lines for a terminal.
    public static List<String> lines() {
        return Variables.ALL.stream().flatMap(Reference::lines).toList();
    }

    private static Stream<String> lines(Variable<?> variable) {
        return Stream.of(
                        Stream.of("  " + variable.name()),
                        wrapped(variable.description()),
                        wrapped("Default: " + variable.unset() + ". Allowed: " + variable.allowed() + "."))
                .flatMap(lines -> lines);
    }

    private static Stream<String> wrapped(String markdown) {
        var text = markdown.replace("`", "");
        return LINE.matcher(text).results().map(line -> "      " + line.group().strip());
    }
}
