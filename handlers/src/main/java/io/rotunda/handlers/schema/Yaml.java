package io.rotunda.handlers.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes maps, lists, strings, numbers and booleans as YAML 1.2, always in the same way.
final class Yaml {
    /// What needs no quotes; everything else is quoted as in JSON, which is YAML too.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/$][A-Za-z0-9_/.$-]*( [A-Za-z0-9_/.,$()-]+)*");

    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder text = new StringBuilder();

    private Yaml() {}

    static String write(Map<String, ?> document) {
        var yaml = new Yaml();
        yaml.fields(document, 0);
        return yaml.text.toString();
    }

    private void fields(Map<?, ?> map, int indent) {
        boolean first = true;
        for (var entry : map.entrySet()) {
            if (!first) {
                text.append("  ".repeat(indent));
            }
            first = false;
            text.append(quoted((String) entry.getKey())).append(':');
            value(entry.getValue(), indent, false);
        }
    }

    private void value(@Nullable Object value, int indent, boolean inList) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                text.append(inList ? " " : "\n" + "  ".repeat(indent + 1));
                fields(map, indent + 1);
            }
            case List<?> list
            when !list.isEmpty() -> {
                text.append('\n');
                for (var element : list) {
                    text.append("  ".repeat(indent + 1)).append('-');
                    value(element, indent + 1, true);
                }
            }
            case Map<?, ?> _ -> text.append(" {}\n");
            case List<?> _ -> text.append(" []\n");
            case String string -> text.append(' ').append(quoted(string)).append('\n');
            case null -> text.append(" null\n");
            default -> text.append(' ').append(value).append('\n');
        }
    }

    private static String quoted(String string) {
        if (PLAIN.matcher(string).matches() && !WORDS.contains(string)) {
            return string;
        }
        return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
