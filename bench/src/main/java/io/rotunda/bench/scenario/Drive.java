package io.rotunda.bench.scenario;

import io.netty.util.concurrent.ScheduledFuture;
import io.rotunda.bench.client.Clients;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes the senders of a traffic speak: at a rate that does not wait for anybody (open loop), or each as
/// soon as what it sent has arrived (closed loop). Called from outside the event loop.
final class Drive {
    private static final Duration SILENCE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TICK_MICROS = 500;
    private static final int BURST = 2_000;

    private final Clients clients;
    private final Traffic traffic;
    private final Latency lag = new Latency();
    private boolean speaking;
    private @Nullable ScheduledFuture<?> ticker;
    private long due;
    private int turn;

    Drive(Clients clients, Traffic traffic) {
        this.clients = clients;
        this.traffic = traffic;
    }

    /// @param rate events in each second, of all senders together
    void open(double rate) throws InterruptedException {
        clients.onLoop(() -> {
            speaking = true;
            due = System.nanoTime();
            long gap = (long) (1e9 / rate);
            ticker = clients.loop().scheduleAtFixedRate(() -> tick(gap), 0, TICK_MICROS, TimeUnit.MICROSECONDS);
            return true;
        });
    }

    /// @param window how many events of each sender are under way
    void closed(int window) throws InterruptedException {
        clients.onLoop(() -> {
            speaking = true;
            traffic.whenComplete(sender -> {
                if (speaking) {
                    traffic.send(sender, System.nanoTime());
                }
            });
            for (int i = 0; i < window; i++) {
                for (int sender = 0; sender < traffic.layout().senders(); sender++) {
                    traffic.send(sender, System.nanoTime());
                }
            }
            return true;
        });
    }

    /// Counts latencies of what is to be sent from now on, for so long.
    void measure(Duration duration) throws InterruptedException {
        clients.onLoop(() -> {
            long now = System.nanoTime();
            traffic.measure(now, now + duration.toNanos());
            lag.measure(now, now + duration.toNanos());
            return true;
        });
    }

    /// Stops, and waits until everything has arrived, or nothing more does.
    void stop() throws InterruptedException {
        clients.onLoop(() -> {
            speaking = false;
            if (ticker != null) {
                ticker.cancel(false);
            }
            return true;
        });
        clients.await(this::isQuiet, PATIENCE);
        // What should not come any more gets a moment to do so: there is nothing to wait for.
        Thread.sleep(50);
        var complaint = clients.onLoop(traffic::complaint);
        if (!complaint.isEmpty()) {
            throw new IllegalStateException("the server refused: " + complaint);
        }
        clients.check();
    }

    double lagMillis() throws InterruptedException {
        return clients.onLoop(() -> lag.millis(99));
    }

    /// On the loop.
    private boolean isQuiet() {
        return traffic.isSettled() || System.nanoTime() - traffic.lastHeard() > SILENCE.toNanos();
    }

    /// What is late is sent with the time at which it should have been.
    private void tick(long gap) {
        long now = System.nanoTime();
        for (int burst = 0; speaking && due <= now && burst < BURST; burst++) {
            lag.record(due, now);
            traffic.send(turn, due);
            turn = (turn + 1) % traffic.layout().senders();
            due += gap;
        }
    }
}
