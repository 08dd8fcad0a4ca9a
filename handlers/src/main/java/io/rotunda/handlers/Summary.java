package io.rotunda.handlers;

import io.rotunda.handlers.SocketFate.Fate;
import io.rotunda.persistence.Receipts.Receipt;
import java.util.List;

/// Why a user did or did not get a message, in one sentence.
final class Summary {
    private Summary() {}

    static String of(Receipt receipt, Explain.Reader user, List<SocketFate> sockets) {
        return user.userId() + " " + fate(receipt, user, sockets) + (user.read() ? ", and has read it." : ".");
    }

    private static String fate(Receipt receipt, Explain.Reader user, List<SocketFate> sockets) {
        var sent = sockets.stream().filter(SocketFate::gotIt).toList();
        if (!sent.isEmpty()) {
            var first = sent.getFirst();
            var others = sent.size() == 1 ? "" : " and " + (sent.size() - 1) + " more";
            return "was sent the message " + how(first) + " on socket " + first.socketId() + others + slow(first);
        }
        if (receipt.createdAt().isBefore(user.knownSince())) {
            return "may have got it: what happened before " + WireTime.text(user.knownSince()) + " is not known here";
        }
        if (sockets.stream().anyMatch(socket -> socket.fate() == Fate.NOT_KNOWN)) {
            return "may have got it: not everything that happened is remembered";
        }
        if (user.allowed() == Explain.Allowed.STRANGER) {
            return "was not sent the message, and is not on the room's list of members";
        }
        if (sockets.isEmpty()) {
            return "was not connected when the message was committed, nor since";
        }
        var last = sockets.getFirst();
        return "was not sent the message: of the newest socket, " + last.socketId() + ", " + last.why();
    }

    private static String how(SocketFate socket) {
        var at = socket.sentAt() == null ? "" : WireTime.text(socket.sentAt());
        return switch (socket.fate()) {
            case LIVE -> "live at " + at;
            case REPLAYED -> "with the room's log at " + at;
            case RECOVERED -> "when it came back at " + at;
            case NOT_SENT, NOT_KNOWN -> "";
        };
    }

    private static String slow(SocketFate socket) {
        return socket.slow() && socket.endedAt() != null
                ? ", which was cut as too slow at " + WireTime.text(socket.endedAt())
                : "";
    }
}
