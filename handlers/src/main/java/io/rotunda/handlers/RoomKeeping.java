package io.rotunda.handlers;

import io.rotunda.persistence.Channels;
import io.rotunda.persistence.Conversations;
import io.rotunda.rooms.Rooms;

/// What calls about channels and conversations are made of.
record RoomKeeping(Roster roster, Channels channels, Conversations conversations, Rooms rooms) {}
