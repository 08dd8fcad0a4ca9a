package io.rotunda.server.admin;

/// How much operators are shown at once, in bytes: who comes has to be sent all of it in one packet.
final class Budget {
    private int left;

    Budget(int bytes) {
        left = bytes;
    }

    boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    void give(int bytes) {
        left += bytes;
    }
}
