package io.rotunda.bench.scenario;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// What was sent, and who has heard it: every delivery is looked for, and each is told from every other.
final class Ledger {
    private static final int LONG_MEMORY = 1 << 14;
    private static final int SHORT_MEMORY = 1 << 8;
    private static final int MANY_SENDERS = 64;

    private final Layout layout;
    private final int audience;
    private final int[] sent;
    private final long[][] intended;
    private final int[][] outstanding;
    private final int[] next;
    private final Set<Long> holes = new HashSet<>();
    private long expected;
    private long delivered;
    private long duplicates;
    private long outOfOrder;
    private long strays;

    /// @param audience how many hear each event
    Ledger(Layout layout, int audience) {
        this.layout = layout;
        this.audience = audience;
        int senders = layout.senders();
        int memory = senders > MANY_SENDERS ? SHORT_MEMORY : LONG_MEMORY;
        sent = new int[senders];
        intended = new long[senders][memory];
        outstanding = new int[senders][memory];
        next = new int[layout.clients() * layout.speakers()];
    }

    /// Something is about to be sent.
    ///
    /// @return which of the sender's events it is, from 0
    int sent(int sender, long intendedAt) {
        int number = sent[sender]++;
        intended[sender][slot(sender, number)] = intendedAt;
        outstanding[sender][slot(sender, number)] = audience;
        expected += audience;
        return number;
    }

    /// A client hears an event.
    ///
    /// @return whether it was due
    boolean heard(int client, int sender, int number) {
        if (!layout.together(client, sender) || number >= sent[sender]) {
            strays++;
            return false;
        }
        int index = client * layout.speakers() + layout.slotOf(sender);
        int due = next[index];
        if (number < due) {
            if (!holes.remove(key(index, number))) {
                duplicates++;
                return false;
            }
            outOfOrder++;
        } else {
            for (int hole = due; hole < number; hole++) {
                holes.add(key(index, hole));
            }
            next[index] = number + 1;
        }
        delivered++;
        return true;
    }

    /// Which event of this sender a client hears next, for events that do not say which they are.
    int due(int client, int sender) {
        return next[client * layout.speakers() + layout.slotOf(sender)];
    }

    long intendedAt(int sender, int number) {
        return intended[sender][slot(sender, number)];
    }

    /// Counts one who has heard an event.
    ///
    /// @return whether that was the last one
    boolean isComplete(int sender, int number) {
        return --outstanding[sender][slot(sender, number)] == 0;
    }

    void stray() {
        strays++;
    }

    void repeated() {
        duplicates++;
    }

    boolean isSettled() {
        return delivered >= expected;
    }

    long delivered() {
        return delivered;
    }

    int sent(int sender) {
        return sent[sender];
    }

    long sent() {
        return Arrays.stream(sent).asLongStream().sum();
    }

    Checks checks() {
        return new Checks(expected, expected - delivered, duplicates, outOfOrder, strays);
    }

    private int slot(int sender, int number) {
        return number & intended[sender].length - 1;
    }

    private static long key(int index, int number) {
        return (long) index << 32 | number;
    }
}
