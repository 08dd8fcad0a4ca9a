package io.rotunda.handlers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The path of a call, such as `/channels/{channelId}`: what is in braces is a field.
final class ApiPath {
    private final List<String> segments;

    ApiPath(String template) {
        segments = List.of(template.split("/", -1));
    }

    /// The names of its fields.
    List<String> names() {
        return segments.stream().filter(ApiPath::isField).map(ApiPath::name).toList();
    }

    /// The fields of a path of this form; null if this is none.
    @Nullable
    Map<String, String> match(String path) {
        var given = split(path);
        if (given.size() != segments.size()) {
            return null;
        }
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < given.size(); i++) {
            var segment = segments.get(i);
            if (isField(segment)) {
                fields.put(name(segment), given.get(i));
            } else if (!segment.equals(given.get(i))) {
                return null;
            }
        }
        return fields;
    }

    private List<String> split(String path) {
        var parts = new ArrayList<String>();
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0 && parts.size() < segments.size(); ) {
            parts.add(path.substring(from, slash));
            from = slash + 1;
            slash = path.indexOf('/', from);
        }
        parts.add(path.substring(from));
        return parts;
    }

    private static boolean isField(String segment) {
        return segment.startsWith("{");
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - 1);
    }
}
