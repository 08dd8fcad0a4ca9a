package io.rotunda.handlers;

import io.rotunda.rooms.Frame;
import io.rotunda.rooms.Shown;
import io.rotunda.rooms.Standing;
import io.rotunda.rooms.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `presence:update`: choose how to appear to the organization.
final class PresenceUpdate implements Handler<PresenceUpdate.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        session.appear(request::after);
        return Ack.OK;
    }

    @Override
    public boolean prompt(Session session, Request request) {
        return true;
    }

    /// What is wanted.
    record Request(PresenceStatus status, Text customStatus, Text statusText) {
        static Request read(Fields fields) {
            return new Request(
                    fields.choice("status", PresenceStatus.class),
                    Text.read(fields, "customStatus"),
                    Text.read(fields, "statusText"));
        }

        /// Texts stay until they are changed, or the user goes offline.
        Shown after(Shown before) {
            var wanted = status.status();
            var kept = wanted == Status.OFFLINE ? new Shown(wanted, null, null) : before;
            return new Shown(wanted, customStatus.after(kept.customStatus()), statusText.after(kept.statusText()));
        }
    }

    /// A text that may be given, taken away with null, or left as it is by not naming it.
    record Text(boolean named, @Nullable String value) {
        private static final int MAX_LENGTH = 200;

        static Text read(Fields fields, String name) {
            return new Text(fields.has(name), fields.optionalText(name, 1, MAX_LENGTH));
        }

        @Nullable
        String after(@Nullable String before) {
            return named ? value : before;
        }
    }

    /// How a user appears from here on; the same in `presence:list`.
    record Announced(
            String userId,
            String userName,
            PresenceStatus status,
            @Nullable String customStatus,
            @Nullable String statusText,
            Instant timestamp)
            implements Outgoing {
        static Frame frameOf(Standing standing) {
            return of(standing).frame();
        }

        static Announced of(Standing standing) {
            var shown = standing.shown();
            return new Announced(
                    standing.userId(),
                    standing.userName(),
                    PresenceStatus.of(shown.status()),
                    shown.customStatus(),
                    shown.statusText(),
                    standing.since());
        }

        @Override
        public String eventName() {
            return "presence:update";
        }
    }
}
