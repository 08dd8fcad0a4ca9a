package io.rotunda.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.bench.client.Bytes;
import io.rotunda.bench.client.Client;
import io.rotunda.bench.client.Listener;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Clients that enter a channel and leave it, each as soon as it was answered.
final class ComingAndGoing implements Listener {
    private static final byte[] SUCCESS = "\"success\":true".getBytes(UTF_8);

    private final byte[] join;
    private final byte[] leave;
    private final Map<Client, Long> entering = new HashMap<>();
    private final Latency latency = new Latency();
    private boolean going;
    private int underWay;
    private long done;
    private long refused;

    ComingAndGoing(String channel) {
        join = ("421" + Crowd.channel(channel)).getBytes(UTF_8);
        leave = ("422[\"channel:leave\",{\"channelId\":\"" + channel + "\"}]").getBytes(UTF_8);
    }

    boolean start(List<Client> clients) {
        going = true;
        clients.forEach(this::enter);
        return true;
    }

    boolean stop() {
        going = false;
        return true;
    }

    /// Counts from now on, for so long.
    ///
    /// @return how often somebody had come and gone before
    long measure(Duration duration) {
        long now = System.nanoTime();
        latency.measure(now, now + duration.toNanos());
        return done;
    }

    long done() {
        return done;
    }

    int underWay() {
        return underWay;
    }

    /// Of entering.
    Latency latency() {
        return latency;
    }

    Checks checks() {
        return new Checks(done + underWay, underWay + refused, 0, 0, 0);
    }

    @Override
    public void event(Client client, byte[] bytes, int from, int to, long now) {
        // the history, which is empty
    }

    @Override
    public void acknowledged(Client client, byte[] bytes, int from, int to, long now) {
        if (Bytes.indexOf(bytes, from, to, SUCCESS) < 0) {
            refused++;
        }
        var asked = entering.remove(client);
        if (asked != null) {
            latency.record(asked, now);
            client.send(leave);
            return;
        }
        done++;
        underWay--;
        if (going) {
            enter(client);
        }
    }

    private void enter(Client client) {
        underWay++;
        entering.put(client, System.nanoTime());
        client.send(join);
    }
}
