package io.rotunda.handlers;

import io.rotunda.rooms.Frame;

/// The payload of an event that clients receive.
interface Outgoing extends Payload {

    /// The event's name.
    String eventName();

    /// The event, encoded: once, whoever receives it.
    default Frame frame() {
        return Frame.transientEvent(eventName(), json());
    }
}
