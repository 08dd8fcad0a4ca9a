package io.rotunda.bench.scenario;

/// Who is where: rooms of equal size, whose first members speak. Clients and senders are numbered room by room.
///
/// @param sockets how many listeners are one user; speakers are one each
record Layout(int rooms, int members, int speakers, int sockets) {
    private static final int FIRST_LISTENER = 500_000;

    /// Everybody is somebody else.
    Layout(int rooms, int members, int speakers) {
        this(rooms, members, speakers, 1);
    }

    /// The number of the user that a client is.
    int userOf(int client) {
        return speaks(client) ? client : FIRST_LISTENER + client / sockets;
    }

    int clients() {
        return rooms * members;
    }

    int senders() {
        return rooms * speakers;
    }

    int roomOf(int client) {
        return client / members;
    }

    boolean speaks(int client) {
        return client % members < speakers;
    }

    /// The sender that a client is.
    int senderOf(int client) {
        return roomOf(client) * speakers + client % members;
    }

    /// The client that a sender is.
    int clientOf(int sender) {
        return sender / speakers * members + sender % speakers;
    }

    /// Among the senders of the same room.
    int slotOf(int sender) {
        return sender % speakers;
    }

    boolean together(int client, int sender) {
        return roomOf(client) == sender / speakers;
    }
}
