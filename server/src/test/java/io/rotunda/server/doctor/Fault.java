package io.rotunda.server.doctor;

import org.jspecify.annotations.Nullable;

/// What a proxy does that it should not; a head is that of a request or of its answer, with the empty line.
interface Fault {
    /// Answers this by itself; nothing at all with an empty text, and null asks the server.
    default @Nullable String answers(String request) {
        return null;
    }

    /// Which server is asked.
    ///
    /// @param connections how many there were before
    default int server(String request, int connections) {
        return 0;
    }

    /// What the server is asked.
    default String passesOn(String request) {
        return request;
    }

    /// What the client is answered.
    default String passesBack(String answer) {
        return answer;
    }

    /// Whether the client waits in vain.
    default boolean holdsBack(String request) {
        return false;
    }

    /// How long connections may be silent; 0 for as long as they like.
    default int idleMs(String request) {
        return 0;
    }

    default boolean compresses() {
        return false;
    }

    /// What the client hears instead of what the server says on a WebSocket; null for nothing.
    default @Nullable String says(String packet) {
        return packet;
    }
}
