package io.rotunda.handlers.schema;

import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The contract as tables for people.
public final class Markdown {
    private static final String CLIENT = """
            # Events
            Written by `scripts/generate` from `EventTable` and `ServerEvents` in `handlers`: do not edit. The same in full, \
            with types and limits: [asyncapi.yaml](asyncapi.yaml), which a running server has at `/asyncapi.yaml`, and \
            [rotunda.d.ts](../clients/types/rotunda.d.ts).

            A field with `?` may be missing. *Class*: where in `handlers` it is handled or written. *Budget*: what it counts \
            against; `shared` is the limit of 100 events in 60 s.

            ## What clients send
            Each with a callback or without; the answer is `{ success: true, … }` with the fields listed here, or \
            `{ success: false, error }`.

            | event | class | budget | fields | answer | |
            |---|---|---|---|---|---|
            """;
    private static final String SERVER = """

            ## What the server sends
            | event | class | fields | |
            |---|---|---|---|
            """;

    private Markdown() {}

    /// The page, the same for the same contract.
    public static String page(Contract contract) {
        var page = new StringBuilder(CLIENT);
        for (var event : contract.fromClients()) {
            page.append(row(
                    code(event.name()),
                    code(event.where()),
                    event.budget(),
                    fields(event.payload()),
                    fields(event.answer()),
                    event.summary()));
        }
        page.append(SERVER);
        for (var event : contract.fromServer()) {
            page.append(row(code(event.name()), code(event.where()), fields(event.payload()), event.summary()));
        }
        return page.toString();
    }

    private static String row(String... cells) {
        return Stream.of(cells)
                .map(cell -> cell.isEmpty() ? " |" : " " + cell + " |")
                .collect(Collectors.joining("", "|", "\n"));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String fields(Shape shape) {
        return shape.isEmpty() ? "" : code(inside(shape));
    }

    private static String inside(Shape shape) {
        var choice = shape.alternatives().stream()
                .map(one -> one.stream().map(Field::name).collect(Collectors.joining(" + ")))
                .collect(Collectors.joining(" or "));
        var rest = shape.fields().stream().map(Markdown::field);
        return Stream.concat(choice.isEmpty() ? Stream.of() : Stream.of(choice), rest)
                .collect(Collectors.joining(", "));
    }

    private static String field(Field field) {
        var name = field.name() + (field.required() ? "" : "?");
        return switch (field.schema()) {
            case Shape shape -> name + ": { " + inside(shape) + " }";
            case Schema.Batch(var shape, var _, var _) -> name + ": [{ " + inside(shape) + " }]";
            case Schema.Items(Shape shape, var _, var _) -> name + ": [{ " + inside(shape) + " }]";
            case Schema.Choice(List<String> words) when words.size() <= 4 -> name + ": " + String.join(" or ", words);
            default -> name;
        };
    }
}
