package io.rotunda.server.chaos;

import java.nio.file.Path;

/// A part of a campaign with rooms and a history of its own.
///
/// @param rooms how many rooms the clients talked in
record Segment(int number, Schedule schedule, Path history, Clients.Status done, int rooms) {}
