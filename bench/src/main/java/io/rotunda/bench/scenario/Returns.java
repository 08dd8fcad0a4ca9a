package io.rotunda.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.bench.client.Bytes;
import io.rotunda.bench.client.Client;
import io.rotunda.bench.client.Listener;
import io.rotunda.bench.client.Mark;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Clients that come back, a few at a time, and check what they are sent.
final class Returns implements Listener {
    private static final byte[] REJOINED = "conversation:rejoined\"".getBytes(UTF_8);
    private static final byte[] ERROR = "error\"".getBytes(UTF_8);

    private final List<byte[]> requests = new ArrayList<>();
    private final int missed;
    private final int concurrent;
    private final Queue<Client> away = new ArrayDeque<>();
    private final Latency latency = new Latency();
    private long[] asked = new long[0];
    private boolean going;
    private int underWay;
    private long replayed;
    private long replays;
    private long missing;
    private long twice;
    private long outOfOrder;
    private long strays;

    Returns(List<String> lastSeen, Run run, int missed, int concurrent) {
        this.missed = missed;
        this.concurrent = concurrent;
        for (int i = 0; i < lastSeen.size(); i++) {
            requests.add("42[\"conversation:rejoin\",{%s,\"lastMessageId\":\"%s\"}]"
                    .formatted(Backlog.names(run, i), lastSeen.get(i))
                    .getBytes(UTF_8));
        }
    }

    boolean start(List<Client> clients) {
        going = true;
        asked = new long[requests.size() + clients.size()];
        away.addAll(clients);
        more();
        return true;
    }

    boolean stop() {
        going = false;
        return true;
    }

    /// Counts from now on, for so long.
    ///
    /// @return what was replayed before
    long measure(Duration duration) {
        long now = System.nanoTime();
        latency.measure(now, now + duration.toNanos());
        return replayed;
    }

    long replayed() {
        return replayed;
    }

    int underWay() {
        return underWay;
    }

    Latency latency() {
        return latency;
    }

    Checks checks() {
        long expected = (replays + underWay) * missed;
        return new Checks(expected, missing + (long) underWay * missed, twice, outOfOrder, strays);
    }

    @Override
    public void event(Client client, byte[] bytes, int from, int to, long now) {
        if (Bytes.startsWith(bytes, from, to, REJOINED)) {
            latency.record(asked[client.number()], now);
            check(conversation(client), bytes, from, to);
            underWay--;
            away.add(client);
            more();
        } else if (Bytes.startsWith(bytes, from, to, ERROR)) {
            throw new IllegalStateException(new String(bytes, from, to - from, UTF_8));
        }
    }

    /// Numbers 1 to 100, in this order: number 0 was not missed.
    private void check(int conversation, byte[] bytes, int from, int to) {
        int last = 0;
        int found = 0;
        for (int at = Mark.scan(bytes, from, to); at >= 0; at = Mark.scan(bytes, at + Mark.LENGTH, to)) {
            // The mark is there twice where optimisticId is told too.
            if (bytes[at + Mark.LENGTH] == '"') {
                continue;
            }
            int number = Mark.number(bytes, at);
            if (Mark.sender(bytes, at) != conversation || number < 1 || number > missed) {
                strays++;
            } else if (number == last) {
                twice++;
            } else if (number < last) {
                outOfOrder++;
            }
            last = number;
            found++;
        }
        replays++;
        replayed += found;
        missing += Math.max(0, missed - found);
        twice += Math.max(0, found - missed);
    }

    private void more() {
        while (going && underWay < concurrent && !away.isEmpty()) {
            var client = away.remove();
            underWay++;
            asked[client.number()] = System.nanoTime();
            client.send(requests.get(conversation(client)));
        }
    }

    /// Clients are numbered after the conversations' writers.
    private int conversation(Client client) {
        return client.number() % requests.size();
    }
}
