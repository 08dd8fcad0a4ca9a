package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrailTest {
    private static final RoomId.User ANN = new RoomId.User("acme", "ann");
    private static final RoomId.User BOB = new RoomId.User("acme", "bob");

    private final Trail trail = new Trail();

    @Test
    void whatWasToldInAStretchIsReadNewestFirstByThoseWhoWereTold() {
        tell(1, null);
        tell(2, ANN);
        tell(3, null);
        tell(4, null);
        assertEquals(List.of(3L), read(1, 3, ANN));
        assertEquals(List.of(3L, 2L), read(1, 3, BOB));
    }

    @Test
    void whoHasEnoughLooksNoFurther() {
        tell(1, null);
        tell(2, null);
        tell(3, null);
        var looked = new ArrayList<Long>();
        trail.read(0, 3, ANN, told -> looked.add(told.position) && told.position > 2);
        assertEquals(List.of(3L, 2L), looked);
    }

    @Test
    void whatIsForgottenIsNotRead() {
        tell(1, null);
        tell(2, null);
        trail.drop();
        assertEquals(List.of(2L), read(0, 2, ANN));
    }

    @Test
    void whatIsForgottenIsAGapForThoseWhoWereToldIt() {
        tell(1, null);
        tell(2, ANN);
        tell(3, ANN);
        assertTrue(trail.complete(0, ANN));
        trail.drop();
        assertFalse(trail.complete(0, ANN));
        assertTrue(trail.complete(1, BOB));
        trail.drop();
        trail.drop();
        assertTrue(trail.complete(1, ANN));
        assertFalse(trail.complete(1, BOB));
        assertTrue(trail.complete(3, BOB));
    }

    @Test
    void anExceptionOfSomebodyElseHidesNoGap() {
        tell(1, ANN);
        tell(2, BOB);
        tell(3, ANN);
        trail.drop();
        trail.drop();
        trail.drop();
        assertFalse(trail.complete(1, ANN));
        assertTrue(trail.complete(2, ANN));
        assertFalse(trail.complete(2, BOB));
    }

    @Test
    void ofWhatIsForgottenAsAWholeNothingIsCertain() {
        tell(1, ANN);
        trail.drop();
        trail.forget(5);
        assertFalse(trail.complete(4, ANN));
        assertTrue(trail.complete(5, ANN));
        assertEquals(5, trail.newest());
    }

    private void tell(long position, RoomId.@Nullable User except) {
        trail.add(new Told(position, 0, Frames.named("told"), except, Set.of(), trail));
    }

    private List<Long> read(long after, long through, RoomId.User user) {
        var positions = new ArrayList<Long>();
        trail.read(after, through, user, told -> positions.add(told.position));
        return positions;
    }
}
