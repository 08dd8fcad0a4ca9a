package io.rotunda.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Two rooms of three; in each, the first two speak. Clients 0 to 2 are in the first room, 3 to 5 in the second.
class LedgerTest {
    private final Ledger ledger = new Ledger(new Layout(2, 3, 2), 3);

    @Test
    void whatEverybodyHeardIsComplete() {
        int number = ledger.sent(0, 77);

        assertTrue(ledger.heard(0, 0, number));
        assertFalse(ledger.isComplete(0, number));
        assertTrue(ledger.heard(1, 0, number));
        assertFalse(ledger.isComplete(0, number));
        assertFalse(ledger.isSettled());
        assertTrue(ledger.heard(2, 0, number));
        assertTrue(ledger.isComplete(0, number));
        assertTrue(ledger.isSettled());
        assertEquals(77, ledger.intendedAt(0, number));
        assertEquals(new Checks(3, 0, 0, 0, 0), ledger.checks());
        assertTrue(ledger.checks().hold());
    }

    @Test
    void whatNobodyHeardIsMissing() {
        ledger.sent(0, 0);
        ledger.heard(1, 0, 0);

        assertEquals(new Checks(3, 2, 0, 0, 0), ledger.checks());
        assertFalse(ledger.checks().hold());
    }

    @Test
    void whatComesTwiceIsADuplicateAlsoAfterSomethingElse() {
        ledger.sent(0, 0);
        ledger.sent(0, 0);
        ledger.heard(1, 0, 0);
        assertFalse(ledger.heard(1, 0, 0));
        ledger.heard(1, 0, 1);
        assertFalse(ledger.heard(1, 0, 0));

        assertEquals(2, ledger.checks().duplicates());
        assertEquals(4, ledger.checks().missing());
    }

    @Test
    void whatComesLateIsOutOfOrderButNotMissing() {
        for (int i = 0; i < 3; i++) {
            ledger.sent(1, 0);
        }
        ledger.heard(2, 1, 2);
        ledger.heard(2, 1, 0);
        ledger.heard(2, 1, 1);

        assertEquals(new Checks(9, 6, 0, 2, 0), ledger.checks());
    }

    @Test
    void sendersDoNotOvertakeEachOther() {
        ledger.sent(0, 0);
        ledger.sent(1, 0);
        ledger.heard(2, 1, 0);
        ledger.heard(2, 0, 0);

        assertEquals(0, ledger.checks().outOfOrder());
    }

    @Test
    void whatIsHeardInAnotherRoomOrWasNeverSentIsAStray() {
        ledger.sent(0, 0);

        assertFalse(ledger.heard(3, 0, 0));
        assertFalse(ledger.heard(1, 0, 5));
        assertEquals(2, ledger.checks().strays());
    }
}
