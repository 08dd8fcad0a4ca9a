package io.rotunda.handlers.schema;

import io.rotunda.handlers.schema.Schema.Shape;
import java.util.List;

/// Every call of the server API, in the order in which the document lists them.
///
/// @param failure what a call is answered that failed
public record ApiContract(List<Operation> operations, Shape failure) {
    public ApiContract {
        operations = List.copyOf(operations);
    }

    /// One call.
    ///
    /// @param path with its fields in braces
    /// @param inPath the names of these
    /// @param summary one sentence
    /// @param where the class that handles it
    /// @param answer what it is answered beside `success: true`
    /// @param forUsers whether a user may make it too, with a token
    /// @param inLines whether its body is a stream of lines, of which the first is `fields`
    public record Operation(
            String method,
            String path,
            List<String> inPath,
            String summary,
            String where,
            Shape fields,
            Shape answer,
            boolean forUsers,
            boolean inLines) {
        public Operation {
            inPath = List.copyOf(inPath);
        }
    }
}
