package io.rotunda.server.chaos.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What was heard live is what is stored at that position of that room and no other, byte for byte, and the same at
/// all who heard it. Of what was changed later the table does not hold the first bytes: those are what the first
/// one heard.
final class LiveIsStored extends Rule {
    LiveIsStored(Truth truth, Verdict verdict) {
        super(truth, verdict);
    }

    @Override
    void see(Line line) {
        if (line instanceof Line.Deliver heard && heard.room() != null && Durable.is(heard)) {
            var log = truth.log(heard.room());
            compare(log, heard);
        }
    }

    private void compare(RoomLog log, Line.Deliver heard) {
        long seq = Durable.seq(heard.payload());
        var stored = log.at(seq);
        check(
                stored != null && stored.event().equals(heard.event()) && isStored(log, stored, heard.payload()),
                log.room() + " " + heard.client(),
                seq,
                stored == null ? "was heard and is not in the table" : "was heard otherwise than it is stored",
                heard.number(),
                log.line());
        var first = log.heardAt(seq);
        check(
                first == null || first.toString().equals(heard.payload().toString()),
                log.room() + " " + heard.client(),
                seq,
                "others heard something else",
                heard.number(),
                log.line());
    }

    private static boolean isStored(RoomLog log, RoomLog.Entry stored, JsonNode heard) {
        if (!stored.isMessage()) {
            return erased(log, stored)
                    ? said(stored.data()).equals(said(heard))
                    : stored.data().toString().equals(heard.toString());
        }
        return stored.untouched()
                ? Shown.shared(stored.data()).equals(heard.toString())
                : Shown.lasting(stored.data(), stored.deleted()).equals(Shown.lasting(heard, stored.deleted()));
    }

    /// Whether it is a change whose words went with its message.
    static boolean erased(RoomLog log, RoomLog.Entry stored) {
        RoomLog.@Nullable Entry message = log.message(stored.id());
        return stored.partial() || stored.event().equals(Durable.UPDATE) && message != null && message.deleted();
    }

    /// A change without its words.
    static String said(JsonNode change) {
        ObjectNode copy = change.deepCopy();
        copy.remove("content");
        copy.remove("metadata");
        copy.remove("messageIds");
        return copy.toString();
    }
}
