package io.rotunda.server.chaos;

import java.nio.file.Path;
import java.util.List;

/// A part of a campaign with rooms and a history of its own.
///
/// @param rooms how many rooms the clients talked in
/// @param behind the clients that lack the last word of a room in the end
record Segment(int number, Schedule schedule, Path history, Clients.Status done, int rooms, List<String> behind) {
    Segment {
        behind = List.copyOf(behind);
    }

    /// A line that says who is behind; empty if nobody is.
    String missed() {
        return behind.isEmpty() ? "" : "Not everybody heard the last word: " + behind + "\n";
    }
}
