package io.rotunda.handlers;

/// What the server says, in an event or an acknowledgement: a record whose components are the fields.
interface Payload {

    /// One JSON object in UTF-8.
    default byte[] json() {
        return Json.write(this);
    }
}
