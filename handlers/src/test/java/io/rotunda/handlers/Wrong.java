package io.rotunda.handlers;

import io.rotunda.handlers.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A value that a field may not have, as JSON, and what the contract answers to it.
///
/// @param inPart whether the answer may name only the outermost field that it is in, or the element of a batch
record Wrong(String json, ErrorCode code, boolean inPart) {
    /// Where a payload has this, it has a binary part.
    static final String BINARY = "{\"_placeholder\":true,\"num\":0}";

    private static final List<String> SCALARS = List.of("1", "1.5", "true", "\"a\"", "[]", "{}");
    private static final List<String> UNSOUND =
            List.of("\"\\u0000\"", "\"a\\u0000\"", "\"\\ud800\"", "\"a\\udfff\"", "\"\\udc00\\ud800\"");
    private static final List<String> NO_IDS = List.of(
            "\"\"",
            quoted("x".repeat(129)),
            "\"a:b\"",
            "\"a b\"",
            "\" a\"",
            "\"a\\n\"",
            "\"a\\u0007\"",
            "\"a\\u007f\"",
            "\"\\u00e9\"",
            "\"a/b\"",
            "\"*\"",
            "\"\\ud83d\\ude00\"",
            "\"a\\u200b\"");

    /// Everything that is tried in the place of a value; what is wrong inside an object is not among it.
    static List<Wrong> valuesFor(Schema schema) {
        var all = new ArrayList<Wrong>();
        typed(schema).forEach(json -> all.add(new Wrong(json, ErrorCode.VALIDATION_ERROR, false)));
        if (!(schema instanceof Schema.Binary)) {
            all.add(new Wrong(BINARY, ErrorCode.VALIDATION_ERROR, true));
        }
        Stream.concat(UNSOUND.stream(), UNSOUND.stream().map(text -> "{\"a\":[" + text + "]}"))
                .forEach(json -> all.add(new Wrong(json, ErrorCode.VALIDATION_ERROR, true)));
        for (var json : List.of("[1e999]", "-1e-9999")) {
            all.add(new Wrong(json, ErrorCode.VALIDATION_ERROR, true));
        }
        tooLarge(schema).forEach(json -> all.add(new Wrong(json, ErrorCode.PAYLOAD_TOO_LARGE, false)));
        if (schema instanceof Schema.MessageRef) {
            for (var json : List.of("\"msg_1\"", "\"__proto__\"", "\"constructor\"")) {
                all.add(new Wrong(json, ErrorCode.NOT_FOUND, false));
            }
        }
        return all;
    }

    private static Stream<String> typed(Schema schema) {
        return switch (schema) {
            case Schema.Text(int min, int max) ->
                Stream.of(
                                except(json -> json.startsWith("\"")),
                                Stream.of(quoted("x".repeat(max + 1))),
                                min > 0 ? Stream.of(quoted("x".repeat(min - 1))) : Stream.<String>of())
                        .flatMap(one -> one);
            case Schema.Id _, Schema.MessageRef _ ->
                Stream.concat(except(json -> json.startsWith("\"")), NO_IDS.stream());
            case Schema.RoomName(var prefix) ->
                Stream.of(
                                except(_ -> false),
                                NO_IDS.stream(),
                                NO_IDS.stream().map(id -> "\"" + prefix + id.substring(1)))
                        .flatMap(one -> one);
            case Schema.Time _ -> Stream.concat(except(_ -> false), Stream.of("\"\"", "\"2026-03-19\"", "\"now\""));
            case Schema.Flag _ -> except(json -> json.equals("true"));
            case Schema.Whole(long min, long max) ->
                Stream.concat(
                        except(json -> json.equals("1")),
                        Stream.of(min - 1 + "", max + 1 + "", "99999999999999999999", "\"" + min + "\""));
            case Schema.Decimal(double min, double max) ->
                Stream.concat(
                        except(json -> json.startsWith("1")),
                        Stream.of(min - 1 + "", max + 1 + "", "99999999999999999999"));
            case Schema.Choice(var words) ->
                Stream.concat(
                        except(_ -> false),
                        Stream.of("\"\"", "\"__proto__\"", "\"constructor\"", quoted(words.getFirst() + " ")));
            case Schema.Binary _ -> except(_ -> false);
            case Schema.Items(var element, int max, int _) ->
                Stream.of(
                                except(json -> json.equals("[]")),
                                typed(element).map(json -> "[" + json + "]"),
                                Stream.of("[null]", "[" + "{},".repeat(max) + "{}]"))
                        .flatMap(one -> one);
            case Schema.Batch(var _, int min, int _) ->
                min > 0 ? except(_ -> false) : except(json -> json.equals("[]"));
            case Schema.AnyObject _, Schema.Shape _ -> except(json -> json.equals("{}"));
            case Schema.Anything _ -> Stream.of();
            case Schema.Always _, Schema.Union _ -> throw new IllegalArgumentException("no client sends " + schema);
        };
    }

    private static Stream<String> tooLarge(Schema schema) {
        return switch (schema) {
            case Schema.AnyObject(int maxBytes) -> Stream.of("{\"a\":" + quoted("\u00e9".repeat(maxBytes / 2)) + "}");
            case Schema.Items(var _, int _, int maxBytes)
            when maxBytes < Integer.MAX_VALUE -> Stream.of("[{\"a\":" + quoted("\u00e9".repeat(maxBytes / 2)) + "}]");
            case Schema.Batch(var _, int _, int max) -> Stream.of("[" + "{},".repeat(max) + "{}]");
            default -> Stream.of();
        };
    }

    private static Stream<String> except(Predicate<String> right) {
        return SCALARS.stream().filter(right.negate());
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
