package io.rotunda.handlers;

import io.rotunda.rooms.Waiting;

/// Has events handled as on the wire: begun where nobody may wait, which the stores see to, and finished where one may.
final class OnALane {
    private OnALane() {}

    static void handle(Dispatcher dispatcher, Session session, Inbound inbound) throws Malformed {
        begin(dispatcher, session, inbound).finish();
    }

    static Remainder begin(Dispatcher dispatcher, Session session, Inbound inbound) throws Malformed {
        Waiting.forbid(new HandLane(0));
        try {
            return dispatcher.begin(session, inbound);
        } finally {
            Waiting.allow();
        }
    }
}
