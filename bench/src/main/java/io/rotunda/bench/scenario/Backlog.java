package io.rotunda.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rotunda.bench.client.Bytes;
import io.rotunda.bench.client.Client;
import io.rotunda.bench.client.Listener;
import io.rotunda.bench.client.Mark;
import io.rotunda.bench.client.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Writes messages into conversations, each after the one before was acknowledged.
final class Backlog implements Listener {
    private static final byte[] SENT = "message:sent\"".getBytes(UTF_8);

    private final Run run;
    private final int length;
    private final int[] stored;
    private final String[] first;

    Backlog(Run run, int conversations, int length) {
        this.run = run;
        this.length = length;
        stored = new int[conversations];
        first = new String[conversations];
    }

    /// How a payload names a conversation.
    static String names(Run run, int conversation) {
        return "\"conversationId\":\"" + run.room(conversation) + "\",\"customerId\":\"" + Tokens.CUSTOMER + "\"";
    }

    boolean start(List<Client> writers) {
        writers.forEach(this::write);
        return true;
    }

    boolean isWritten() {
        return Arrays.stream(stored).allMatch(count -> count == length);
    }

    List<String> firstIds() {
        return List.of(first);
    }

    @Override
    public void event(Client client, byte[] bytes, int from, int to, long now) {
        if (Bytes.startsWith(bytes, from, to, SENT)) {
            int conversation = client.number();
            if (stored[conversation]++ == 0) {
                first[conversation] = Objects.requireNonNull(Bytes.field(bytes, from, to, "id"));
            }
            if (stored[conversation] < length) {
                write(client);
            }
        }
    }

    private void write(Client client) {
        var packet = MessageTalk.packet(names(run, client.number()));
        int content = Mark.scan(packet, 0, packet.length);
        Mark.write(packet, content, client.number(), stored[client.number()]);
        int optimisticId = Mark.scan(packet, content + 1, packet.length);
        Mark.write(packet, optimisticId, client.number(), stored[client.number()]);
        client.send(packet);
    }
}
