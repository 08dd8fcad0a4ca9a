package io.rotunda.server.chaos.history;

import java.util.HashSet;
import java.util.Set;

/// What is heard in passing comes from a user who did it in that room of that tenant, and names that user.
final class WhoTypesHasSaidSo extends Rule {
    private final Set<String> did = new HashSet<>();

    WhoTypesHasSaidSo(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        switch (line) {
            case Line.Invoke invoke -> {
                if (invoke.event().equals("typing:start") || invoke.event().equals("message:stream_start")) {
                    did.add(key(
                            invoke.event(),
                            String.valueOf(invoke.room()),
                            truth.client(invoke.call().client()).principal()));
                }
            }
            case Line.Deliver heard -> {
                var cause = switch (heard.event()) {
                    case "typing:start", "typing:stop" -> "typing:start";
                    case "message:stream_started" -> "message:stream_start";
                    default -> "";
                };
                if (!cause.isEmpty() && heard.room() != null) {
                    var user = Principals.heard(heard.payload());
                    check(
                            did.contains(key(cause, heard.room(), user)),
                            heard.room() + " " + heard.client(),
                            user,
                            heard.event() + " of one who did not",
                            heard.number());
                }
            }
            default -> {}
        }
    }

    private static String key(String event, String room, String principal) {
        return event + " " + room + " " + principal;
    }
}
