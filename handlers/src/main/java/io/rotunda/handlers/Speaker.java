package io.rotunda.handlers;

import io.rotunda.rooms.RoomId;

/// Who says something in a room: a client, or a user for whom a back end speaks. Nobody gets hold of a room but by
/// asking here, which asks who may.
abstract sealed class Speaker permits Session, Proxy {

    /// Who it is.
    abstract Principal principal();

    abstract RoomId.User user();

    /// A room that the speaker is in, or may enter.
    abstract Audience room(RoomId room);

    /// The same for what makes a room exist.
    abstract Audience roomOrNew(RoomId room);

    /// Whoever was typing there has sent it.
    abstract void stopTyping(RoomId.Timeline room);

    /// How many messages of the user may be written at a time for another one to begin.
    abstract int maxStreams();

    /// What the speaker is told that asks for one more.
    abstract Rejected tooManyStreams();

    /// Says something to the speaker alone, if it has something to hear with.
    abstract void send(Outgoing event);
}
