package io.rotunda.handlers;

/// `presence:heartbeat`: the user is still there. Every event says so, see [Dispatcher#begin]; this one
/// says nothing else.
final class PresenceHeartbeat implements Handler<PresenceHeartbeat.Request> {

    @Override
    public Ack handle(Session session, Request request) {
        return Ack.OK;
    }

    @Override
    public boolean prompt(Session session, Request request) {
        return true;
    }

    record Request() {
        static Request read(Fields fields) {
            return new Request();
        }
    }
}
