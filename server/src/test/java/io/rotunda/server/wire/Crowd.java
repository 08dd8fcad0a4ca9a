package io.rotunda.server.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// Clients of each kind, who come, join a room, and go in each way; and strangers who never get so far.
final class Crowd {
    /// The organization of those who leave unread what they are told.
    static final String DEAF = "deaf";

    /// So few at a time are let in however busy the machine is.
    private static final int AT_A_TIME = 20;

    private static final int HALF = 100_000;

    private final TestServer server;
    private final BinaryOperator<String> tokens;
    private final List<Member> members = new ArrayList<>();
    private int number;

    /// @param tokens for a user of an organization
    Crowd(TestServer server, BinaryOperator<String> tokens) {
        this.server = server;
        this.tokens = tokens;
    }

    /// When this returns, all of them are in their rooms.
    void come(int size) throws IOException {
        for (int come = 0; come < size; come += AT_A_TIME) {
            var next = new ArrayList<Member>();
            for (int i = 0; i < Math.min(AT_A_TIME, size - come); i++) {
                next.add(open(number++));
            }
            for (var one : next) {
                one.guest.say("40{\"token\":\"" + tokens.apply("user" + one.number, one.organization()) + "\"}");
            }
            for (var one : next) {
                one.guest.hear("40{");
                one.guest.say("420[\"channel:join\",{\"channelId\":\"general\"}]");
                one.guest.say("421[\"typing:start\",{\"channelId\":\"general\"}]");
            }
            for (var one : next) {
                one.guest.hear("431[{\"success\":true");
            }
            members.addAll(next);
            strangers();
        }
    }

    /// Each in one of the ways that clients go. When this returns, none of them has a connection.
    void go() throws IOException {
        for (var one : members) {
            one.go();
        }
        members.clear();
    }

    /// They say nothing more, as clients whose network is gone, and leave no request open.
    void vanish() throws IOException {
        for (var one : members) {
            one.guest.reset();
        }
        members.clear();
    }

    private Member open(int as) throws IOException {
        while (true) {
            try {
                var guest = switch (as % 3) {
                    case 0 -> Guest.onWebSocket(server);
                    case 1 -> Guest.onPolling(server);
                    default -> Guest.upgraded(server);
                };
                return new Member(guest, as);
            } catch (Guest.Refused _) {
                // there is too much to do just now
            }
        }
    }

    /// One that says nothing, one with a wrong token, one in the middle of a request.
    private void strangers() throws IOException {
        var silent = open(0).guest;
        var refused = open(number).guest;
        refused.say("40{\"token\":\"wrong\"}");
        refused.hear("44{");
        var half = new RawHttp(server);
        half.send("POST /socket.io/ HTTP/1.1\r\n" + half.head("Content-Length: " + 2 * HALF) + "\r\n");
        half.send(new byte[HALF]);
        silent.reset();
        refused.farewell();
        refused.close();
        half.close();
    }

    private record Member(Guest guest, int number) {
        /// Whoever polls alone is told nothing when others go: its poll stays open until it goes itself.
        String organization() {
            return deaf() ? DEAF : breaksOffAPoll() ? "alone" + number % 1_000 : "org" + number / 10 % 30;
        }

        void go() throws IOException {
            if (deaf() || breaksOffAPoll()) {
                guest.listen();
            }
            if (breaksOffAPoll()) {
                guest.say("3"); // when it was answered, the server knows of the poll as well
            } else if (guest instanceof Guest.OnPolling polling) {
                try (var _ = polling.probe()) {
                    guest.farewell();
                }
            } else if (way() == 0) {
                guest.farewell();
            }
            if (way() == 1) {
                guest.reset();
            } else {
                guest.close();
            }
        }

        private boolean deaf() {
            return number % 7 == 0;
        }

        private boolean breaksOffAPoll() {
            return !deaf() && way() != 0 && guest instanceof Guest.OnPolling;
        }

        private int way() {
            return number / 3 % 3;
        }
    }
}
