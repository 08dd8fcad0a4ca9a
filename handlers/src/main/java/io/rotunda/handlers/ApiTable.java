package io.rotunda.handlers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rotunda.handlers.schema.ApiContract;
import io.rotunda.handlers.schema.RecordShapes;
import io.rotunda.handlers.schema.Schema;
import io.rotunda.handlers.schema.Schema.Field;
import io.rotunda.handlers.schema.Schema.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Every call of the server API: how it is named, what it is for, how its fields are read, what it does and what it
/// answers. Start reading here.
final class ApiTable {
    private final List<Row<?>> rows;

    private ApiTable(List<Row<?>> rows) {
        this.rows = rows;
    }

    /// @param others the rows of [RoomCalls], [MessageCalls] and [UserCalls]
    static ApiTable of(Backend backend, List<Row<?>> others) {
        var publish = new Publish(backend);
        var rows = new ArrayList<>(others);
        rows.add(row(
                        "POST",
                        "/publish",
                        "Says a transient event to whoever is in a room now.",
                        Publish.Request::read,
                        publish)
                .answering(Publish.Answer.class));
        rows.add(row(
                        "POST",
                        "/publish/batch",
                        "Says up to 1,000 transient events, in the order given; each is said or refused by itself.",
                        PublishBatch.Request::read,
                        new PublishBatch(publish))
                .answering(PublishBatch.Answer.class));
        return new ApiTable(List.copyOf(rows));
    }

    List<Row<?>> rows() {
        return rows;
    }

    /// What the document says of all calls.
    ApiContract contract() {
        var failure = new Shape(List.of(
                Field.required("success", new Schema.Always(false)),
                Field.required("error", RecordShapes.of(ApiFailure.class))));
        return new ApiContract(rows.stream().map(Row::described).toList(), failure);
    }

    /// What is said of a call that failed.
    ///
    /// @param code one of [ErrorCode] or [Tokens.Reason]
    private record ApiFailure(
            String code,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long retryAfterMs) {}

    static <R> Row<R> row(String method, String path, String summary, Function<Fields, R> read, ApiCall<R> call) {
        var shape = SchemaFields.of(read);
        return new Row<>(
                method,
                path,
                new ApiPath(path),
                summary,
                read,
                shape,
                EventTable.batches(shape),
                call,
                null,
                false,
                false);
    }

    /// One call.
    ///
    /// @param path with its fields in braces
    /// @param summary one sentence for the documentation
    /// @param read makes the fields a request, or throws [Rejected]
    /// @param shape what it reads
    /// @param batches the fields whose elements stand or fall one by one
    /// @param answer what the answer holds beside `success`; null if nothing
    /// @param forUsers whether a user may make it too, with a token
    /// @param inLines whether its body comes in lines: the first is what is read, the call asks for the others
    record Row<R>(
            String method,
            String path,
            ApiPath template,
            String summary,
            Function<Fields, R> read,
            Shape shape,
            Set<String> batches,
            ApiCall<R> call,
            @Nullable Class<? extends Record> answer,
            boolean forUsers,
            boolean inLines) {
        /// @param fields a record that is written as these fields, beside `success`
        Row<R> answering(Class<? extends Record> fields) {
            return new Row<>(method, path, template, summary, read, shape, batches, call, fields, forUsers, inLines);
        }

        Row<R> alsoForUsers() {
            return new Row<>(method, path, template, summary, read, shape, batches, call, answer, true, inLines);
        }

        Row<R> readInLines() {
            return new Row<>(method, path, template, summary, read, shape, batches, call, answer, forUsers, true);
        }

        private ApiContract.Operation described() {
            return new ApiContract.Operation(
                    method,
                    path,
                    template.names(),
                    summary,
                    call.getClass().getSimpleName(),
                    shape,
                    answer == null ? Shape.EMPTY : RecordShapes.of(answer),
                    forUsers,
                    inLines);
        }
    }
}
