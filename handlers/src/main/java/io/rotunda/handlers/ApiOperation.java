package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// One call that was found, to be made once it has come. What holds for all of them is here: reading, answers, faults.
public final class ApiOperation {
    private static final byte[] NOTHING = {};

    private final ApiTable.Row<?> row;
    private final Map<String, String> path;
    private final Consumer<RoomId.User> counting;

    ApiOperation(ApiTable.Row<?> row, Map<String, String> path, Consumer<RoomId.User> counting) {
        this.row = row;
        this.path = path;
        this.counting = counting;
    }

    /// Whether a user may make it too, with a token.
    public boolean forUsers() {
        return row.forUsers();
    }

    /// Whether its body comes in lines, which are asked for.
    public boolean inLines() {
        return row.inLines();
    }

    /// Makes the call. Blocks as long as it has to.
    ///
    /// @param body JSON, or nothing; not looked at where it comes in lines
    /// @param answered is given the answer, once: before this returns, or later from a thread that must not be
    ///     held up
    public void run(Map<String, List<String>> query, byte[] body, Caller caller, Consumer<ApiReply> answered) {
        run(row, query, body, caller, answered);
    }

    private <R> void run(
            ApiTable.Row<R> of,
            Map<String, List<String>> query,
            byte[] body,
            Caller caller,
            Consumer<ApiReply> answered) {
        answer(
                () -> {
                    var user = caller.user();
                    if (user != null) {
                        counting.accept(user.user());
                    }
                    var json = of.inLines() ? firstLine(caller) : body;
                    var request = of.read().apply(ApiFields.of(of, path, query, json, caller));
                    return of.call().handle(request, caller);
                },
                answered);
    }

    private static byte[] firstLine(Caller caller) {
        try {
            var line = caller.nextLine();
            while (line != null && line.length == 0) {
                line = caller.nextLine();
            }
            return line == null ? NOTHING : line;
        } catch (Caller.Gone _) {
            throw Rejected.field("body", "breaks off"); // nobody hears it
        }
    }

    private void answer(Supplier<Ack> given, Consumer<ApiReply> answered) {
        try {
            switch (given.get()) {
                case Ack.Now ack -> {
                    answered.accept(ApiReply.of(ack));
                    ack.afterwards().run();
                }
                case Ack.Later(var whenReady, var fields) ->
                    whenReady.accept(() -> answer(() -> Ack.of(fields.get()), answered));
            }
        } catch (RuntimeException | Error failure) {
            var what = row.method() + " " + row.path();
            answered.accept(ApiReply.of(Failure.Reason.of(failure, fault -> Faults.log(fault, what, "a back end"))));
        }
    }
}
