package io.rotunda.server.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    @Test
    void aSeedChoosesTheSameFaultsEachTime() {
        assertEquals(Schedules.brief(1, ALL), Schedules.brief(1, ALL));
        assertEquals(Schedules.endless(1, ALL), Schedules.endless(1, ALL));
        assertNotEquals(
                Schedules.brief(1, ALL).faults(), Schedules.brief(2, ALL).faults());
    }

    @Test
    void theShortOneKillsEachProcessTwentyTimesAndHasEveryKind() {
        var faults = Schedules.brief(3, ALL).faults();
        for (var kind : Kind.values()) {
            long count = faults.stream().filter(fault -> fault.kind() == kind).count();
            boolean kills = kind == Kind.KILL_SERVER || kind == Kind.KILL_POSTGRES;
            assertTrue(kills ? count == 20 : count > 0, kind + " " + count);
        }
    }

    @Test
    void whatIsNotPossibleIsLeftOut() {
        var faults = Schedules.endless(4, Set.of(Kind.CUT, Kind.STALL)).faults();
        assertTrue(faults.stream().allMatch(fault -> fault.kind() == Kind.CUT || fault.kind() == Kind.STALL));
    }
}
