package io.rotunda.handlers;

import io.rotunda.handlers.schema.ApiContract;
import io.rotunda.rooms.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The server API: the calls of back ends, whatever carries them. Any thread.
public final class Api {
    private final ApiTable table;
    private final Consumer<RoomId.User> counting;

    /// @param counting counts a call that a user makes; throws [Rejected] where there are too many
    Api(ApiTable table, Consumer<RoomId.User> counting) {
        this.table = table;
        this.counting = counting;
    }

    /// What may be asked at a path.
    ///
    /// @param operation null if not with that method
    /// @param methods the methods that there are; empty if there is nothing there
    public record Found(@Nullable ApiOperation operation, List<String> methods) {}

    /// Looks for a call.
    ///
    /// @param path below that of the API, decoded
    public Found find(String method, String path) {
        var methods = new ArrayList<String>();
        for (var row : table.rows()) {
            var fields = row.template().match(path);
            if (fields != null) {
                if (row.method().equals(method)) {
                    return new Found(new ApiOperation(row, fields, counting), List.of(method));
                }
                methods.add(row.method());
            }
        }
        return new Found(null, List.copyOf(methods));
    }

    /// Every call, as the document says it.
    public ApiContract contract() {
        return table.contract();
    }
}
