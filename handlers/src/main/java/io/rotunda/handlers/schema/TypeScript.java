package io.rotunda.handlers.schema;

import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The contract as types for socket.io-client.
public final class TypeScript {
    private static final String HEAD = """
            // Written by scripts/generate from the server's tables of events: do not edit.

            /** What a callback gets, exactly once. */
            export type Answer<T> = ({ success: true } & T) | Refusal;

            /** The event failed; the socket hears `error`, too. */
            export interface Refusal\s""";
    private static final String CODES = """


            export type ErrorCode = Refusal["error"]["code"];
            """;

    private static final String TAIL = """
            }

            /**
             * A callback may be left out, which `Socket` alone cannot say without losing the type of what `emitWithAck` returns:
             * `const socket = io(url) as Socket<ServerToClientEvents, ClientToServerEvents> & WithoutCallback`.
             */
            export interface WithoutCallback {
              emit<E extends keyof ClientToServerEvents>(
                event: E,
                ...args: Parameters<ClientToServerEvents[E]> extends [...infer P, unknown] ? P : never
              ): unknown;
            }
            """;

    private final StringBuilder types = new StringBuilder();

    private TypeScript() {}

    /// The declarations, the same for the same contract.
    public static String declarations(Contract contract) {
        return new TypeScript().write(contract);
    }

    private String write(Contract contract) {
        types.append(HEAD).append(object(contract.refusal(), "")).append(CODES);
        for (var event : contract.fromClients()) {
            var name = Names.type(event.name());
            if (!event.payload().isEmpty()) {
                type(name + "Request", "`" + event.name() + "`: " + event.summary(), event.payload());
            }
            if (!event.answer().isEmpty()) {
                type(name + "Answer", "What a callback of `" + event.name() + "` gets.", event.answer());
            }
        }
        for (var event : contract.fromServer()) {
            type(Names.type(event.name()) + "Event", "`" + event.name() + "`: " + event.summary(), event.payload());
        }
        types.append("\nexport interface ClientToServerEvents {\n");
        for (var event : contract.fromClients()) {
            line("  /** " + event.summary() + " */");
            line("  \"" + event.name() + "\": (" + arguments(event) + ") => void;");
        }
        types.append("}\n\nexport interface ServerToClientEvents {\n");
        for (var event : contract.fromServer()) {
            line("  /** " + event.summary() + " */");
            line("  \"" + event.name() + "\": (payload: " + Names.type(event.name()) + "Event) => void;");
        }
        return types.append(TAIL).toString();
    }

    private static String arguments(Contract.ClientEvent event) {
        var name = Names.type(event.name());
        var answer = event.answer().isEmpty() ? "{}" : name + "Answer";
        var callback = "callback: (answer: Answer<" + answer + ">) => void";
        if (event.payload().isEmpty()) {
            return callback;
        }
        var both = "payload: " + name + "Request, " + callback;
        return mayBeLeftOut(event.payload()) ? "...args: [" + callback + "] | [" + both + "]" : both;
    }

    private static boolean mayBeLeftOut(Shape payload) {
        return payload.alternatives().isEmpty() && payload.fields().stream().noneMatch(Field::required);
    }

    private void type(String name, String comment, Shape shape) {
        line("");
        line("/** " + comment + " */");
        line("export type " + name + " = " + object(shape, "") + ";");
    }

    private void line(String line) {
        types.append(line).append('\n');
    }

    private static String written(Schema schema, String indent) {
        return switch (schema) {
            case Schema.Text _, Schema.Id _, Schema.MessageRef _, Schema.Time _ -> "string";
            case Schema.RoomName(var prefix) -> "`" + prefix + "${string}`";
            case Schema.Flag _ -> "boolean";
            case Schema.Always(boolean value) -> String.valueOf(value);
            case Schema.Whole _, Schema.Decimal _ -> "number";
            case Schema.Choice(var words) ->
                words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(" | "));
            case Schema.Binary _ -> "ArrayBuffer | ArrayBufferView";
            case Schema.Items items -> "Array<" + written(items.element(), indent) + ">";
            case Schema.Batch batch -> "Array<" + written(batch.element(), indent) + ">";
            case Schema.AnyObject _ -> "Record<string, unknown>";
            case Schema.Anything _ -> "unknown";
            case Schema.Union(var shapes) ->
                shapes.stream().map(shape -> object(shape, indent)).collect(Collectors.joining(" | "));
            case Shape shape -> object(shape, indent);
        };
    }

    private static String object(Shape shape, String indent) {
        var own = fields(shape.fields(), indent);
        if (shape.alternatives().isEmpty()) {
            return own;
        }
        var all = shape.alternatives();
        var choice = all.stream().map(one -> alternative(one, all)).collect(Collectors.joining(" | "));
        return shape.fields().isEmpty() ? choice : "(" + choice + ") & " + own;
    }

    private static String alternative(List<Field> own, List<List<Field>> all) {
        var names = own.stream().map(field -> field.name() + ": " + written(field.schema(), ""));
        var others = all.stream()
                .flatMap(List::stream)
                .filter(field -> !own.contains(field))
                .map(field -> field.name() + "?: null");
        return Stream.concat(names, others).collect(Collectors.joining("; ", "{ ", " }"));
    }

    private static String fields(List<Field> fields, String indent) {
        if (fields.isEmpty()) {
            return "{}";
        }
        var inside = indent + "  ";
        return fields.stream()
                .map(field -> inside + field.name() + (field.required() ? ": " : "?: ")
                        + written(field.schema(), inside) + (field.nullable() ? " | null" : "") + ";\n")
                .collect(Collectors.joining("", "{\n", indent + "}"));
    }
}
