package io.rotunda.persistence;

import io.rotunda.persistence.Change.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A few users who send messages to a room and do everything to them that can be done.
final class RandomActivity {
    private static final List<String> USERS = List.of("ann", "bob", "cat");

    private final Random random;
    private final Messages messages;
    private final RoomEdits edits;
    private final List<Message> said = new ArrayList<>();

    RandomActivity(Random random, Messages messages, RoomEdits edits) {
        this.random = random;
        this.messages = messages;
        this.edits = edits;
    }

    void happens(int times) {
        for (int i = 0; i < times; i++) {
            var user = USERS.get(random.nextInt(USERS.size()));
            if (said.isEmpty() || random.nextInt(3) == 0) {
                var draft = Drafts.draft(edits.room(), user, "message " + said.size(), null);
                said.add(Outcomes.append(messages, draft));
            } else {
                edits.does(user, action(said.get(random.nextInt(said.size()))));
            }
        }
    }

    private Action action(Message message) {
        var emoji = "emoji " + random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                RoomEdits.update(message, "version " + random.nextInt(1_000), random.nextBoolean() ? null : "{}");
            case 2 -> random.nextInt(4) == 0 ? RoomEdits.delete(message) : RoomEdits.read(message);
            case 3, 4, 5 -> RoomEdits.add(message, emoji);
            case 6 -> RoomEdits.remove(message, emoji);
            default -> new Action.ReadAll();
        };
    }
}
