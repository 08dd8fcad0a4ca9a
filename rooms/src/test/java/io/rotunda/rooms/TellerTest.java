package io.rotunda.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When lanes are woken.
class TellerTest {
    private final List<String> happened = new ArrayList<>();
    private final Lane one = new Noted(0);
    private final Lane two = new Noted(1);

    @Test
    void aTellerWakesEachLaneOnceAtTheEndOfARow() throws Exception {
        on(() -> Teller.inARow(() -> {
            one.execute(() -> {});
            two.execute(() -> {});
            one.execute(() -> {});
        }));
        assertEquals(List.of("given 0", "given 1", "given 0", "wake 0", "wake 1"), happened);
    }

    @Test
    void outsideOfARowItWakesThemAtOnce() throws Exception {
        on(() -> {
            Teller.inARow(() -> one.execute(() -> {}));
            one.execute(() -> {});
        });
        assertEquals(List.of("given 0", "wake 0", "given 0", "wake 0"), happened);
    }

    @Test
    void aRowThatFailsInTheMiddleIsToldAsFarAsItWent() throws Exception {
        on(() -> {
            try {
                Teller.inARow(() -> {
                    one.execute(() -> {});
                    throw new IllegalStateException("on purpose");
                });
            } catch (IllegalStateException _) {
                happened.add("failed");
            }
        });
        assertEquals(List.of("given 0", "wake 0", "failed"), happened);
    }

    @Test
    void whoIsNoTellerWakesEachTime() {
        Teller.inARow(() -> {
            one.execute(() -> {});
            one.execute(() -> {});
        });
        assertEquals(List.of("given 0", "wake 0", "given 0", "wake 0"), happened);
    }

    @Test
    void aTellerKnowsHowManyHeard() throws Exception {
        var general = new RoomId.Channel("acme", "general");
        var rooms = new Rooms();
        for (var member : List.of("ann", "bob", "eve")) {
            rooms.enter(general, rooms.open(new Listener(member, new HandLane(0))));
        }
        var heard = new ArrayList<Long>();
        on(() -> {
            rooms.tell(general, Frames.named("one"));
            rooms.tell(general, Frames.named("two"));
            heard.add(Teller.takeHeard());
            heard.add(Teller.takeHeard());
        });
        assertEquals(List.of(6L, 0L), heard);
        rooms.tell(general, Frames.named("three"));
        assertEquals(0, Teller.takeHeard(), "this thread is no teller");
    }

    private static void on(Runnable work) throws InterruptedException {
        var teller = new Teller("teller", work);
        teller.start();
        teller.join();
    }

    private final class Noted implements Lane {
        private final int index;

        Noted(int index) {
            this.index = index;
        }

        @Override
        public int index() {
            return index;
        }

        @Override
        public void execute(Runnable task) {
            happened.add("given " + index);
            Teller.wake(this);
        }

        @Override
        public void wake() {
            happened.add("wake " + index);
        }
    }
}
