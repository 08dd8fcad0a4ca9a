package io.rotunda.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.bench.client.Bytes;
import io.rotunda.bench.client.Client;
import io.rotunda.bench.client.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// Sends, hears, and keeps the books. Belongs to the event loop.
final class Traffic implements Listener {
    private static final byte[] ERROR = "error\"".getBytes(UTF_8);

    private final Talk talk;
    private final Layout layout;
    private final Ledger ledger;
    private final boolean completeWhenAnswered;
    private final List<Client> clients = new ArrayList<>();
    private final Latency delivery = new Latency();
    private final Latency answer = new Latency();
    private IntConsumer whenComplete = sender -> {};
    private long answers;
    private long lastHeard = System.nanoTime();
    private String complaint = "";

    /// @param completeWhenAnswered what lets the next event go in a closed loop: its answer, or that all have heard it
    Traffic(Talk talk, Layout layout, boolean completeWhenAnswered) {
        this.talk = talk;
        this.layout = layout;
        this.completeWhenAnswered = completeWhenAnswered;
        ledger = new Ledger(layout, talk.echoes() ? layout.members() : layout.members() - 1);
    }

    /// In the order of their numbers.
    void add(Client client) {
        clients.add(client);
    }

    Layout layout() {
        return layout;
    }

    List<Client> clients() {
        return clients;
    }

    void whenComplete(IntConsumer consumer) {
        whenComplete = consumer;
    }

    void send(int sender, long intended) {
        int number = ledger.sent(sender, intended);
        clients.get(layout.clientOf(sender)).send(talk.packet(sender, number));
    }

    void measure(long from, long to) {
        delivery.measure(from, to);
        answer.measure(from, to);
    }

    @Override
    public void event(Client client, byte[] bytes, int from, int to, long now) {
        if (talk.isDelivery(bytes, from, to)) {
            heard(client, bytes, from, to, now);
        } else if (talk.isAnswer(bytes, from, to)) {
            answered(bytes, from, to, now);
        } else if (complaint.isEmpty() && Bytes.startsWith(bytes, from, to, ERROR)) {
            complaint = new String(bytes, from, to - from, UTF_8);
        }
    }

    /// What the server refused, or nothing.
    String complaint() {
        return complaint;
    }

    Ledger ledger() {
        return ledger;
    }

    long answers() {
        return answers;
    }

    Latency delivery() {
        return delivery;
    }

    Latency answer() {
        return answer;
    }

    boolean isSettled() {
        return ledger.isSettled() && (!talk.isAnswered() || answers >= ledger.sent());
    }

    long lastHeard() {
        return lastHeard;
    }

    /// With answers, which are expected too.
    Checks checks() {
        var checks = ledger.checks();
        return talk.isAnswered() ? checks.plus(new Checks(ledger.sent(), ledger.sent() - answers, 0, 0, 0)) : checks;
    }

    private void heard(Client client, byte[] bytes, int from, int to, long now) {
        int sender = talk.sender(bytes, from, to);
        if (sender < 0) {
            ledger.stray();
            return;
        }
        int said = talk.number(bytes, from, to);
        int number = said;
        if (said < 0 && layout.together(client.number(), sender)) {
            number = ledger.due(client.number(), sender);
            if (number >= ledger.sent(sender)) {
                ledger.repeated();
                return;
            }
        }
        if (ledger.heard(client.number(), sender, number)) {
            lastHeard = now;
            delivery.record(ledger.intendedAt(sender, number), now);
            if (ledger.isComplete(sender, number) && !completeWhenAnswered) {
                whenComplete.accept(sender);
            }
        }
    }

    private void answered(byte[] bytes, int from, int to, long now) {
        int sender = talk.sender(bytes, from, to);
        if (sender < 0) {
            ledger.stray();
            return;
        }
        answers++;
        lastHeard = now;
        answer.record(ledger.intendedAt(sender, talk.number(bytes, from, to)), now);
        if (completeWhenAnswered) {
            whenComplete.accept(sender);
        }
    }
}
