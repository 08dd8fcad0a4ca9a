package io.rotunda.handlers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `POST /publish/batch`: many transient events, in the order given; each is said or refused by itself.
final class PublishBatch implements ApiCall<PublishBatch.Request> {
    private static final int MOST = 1_000;

    private final Publish publish;

    PublishBatch(Publish publish) {
        this.publish = publish;
    }

    @Override
    public Ack handle(Request request, Caller caller) {
        var results = new ArrayList<Result>(request.events().size());
        for (var event : request.events()) {
            results.add(result(event, "events[" + results.size() + "]."));
        }
        return Ack.of(new Answer(results));
    }

    /// @param path where the event is, for what is wrong only with what it says
    private Result result(Fields.Item<Publish.Request> event, String path) {
        try {
            var request = event.orThrow();
            try {
                publish.say(request);
            } catch (Rejected rejected) {
                throw rejected.inside(path);
            }
            return new Result(true, null);
        } catch (RuntimeException failure) {
            return new Result(
                    false, Failure.Reason.of(failure, fault -> Faults.log(fault, "POST /publish/batch", "a back end")));
        }
    }

    record Request(List<Fields.Item<Publish.Request>> events) {
        Request {
            events = List.copyOf(events);
        }

        static Request read(Fields fields) {
            return new Request(fields.items("events", 1, MOST, Publish.Request::read));
        }
    }

    /// @param results what became of each event, in the order given
    record Answer(List<Result> results) implements Payload {}

    /// What became of an event.
    ///
    /// @param error null if it was said
    record Result(boolean success, Failure.@Nullable Reason error) {}
}
