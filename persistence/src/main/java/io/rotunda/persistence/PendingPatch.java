package io.rotunda.persistence;

import io.rotunda.persistence.Channel.Attribute;
import io.rotunda.rooms.RoomId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// A channel's patch on its way. It takes no position, but its channel's lane.
final class PendingPatch extends Pending<Channel, Optional<Channel>> {
    private final RoomId.Channel channel;
    private final Channel.Patch patch;
    private final UUID attempt = Attempts.next();

    /// @throws Unstorable if PostgreSQL would refuse a text of the patch
    PendingPatch(RoomId.Channel channel, Channel.Patch patch, Consumer<Channel> committed) {
        super(
                committed,
                Weight.of(
                        patch.values().get(Attribute.NAME),
                        patch.values().get(Attribute.TOPIC),
                        patch.values().get(Attribute.DESCRIPTION),
                        patch.values().get(Attribute.METADATA)));
        this.channel = channel;
        this.patch = patch;
    }

    Channel.Patch patch() {
        return patch;
    }

    /// Under which the patch is found if it is not known whether it was made.
    UUID attempt() {
        return attempt;
    }

    @Override
    RoomId.Channel room() {
        return channel;
    }

    @Override
    Optional<Channel> answerOf(Channel kept) {
        return Optional.of(kept);
    }
}
