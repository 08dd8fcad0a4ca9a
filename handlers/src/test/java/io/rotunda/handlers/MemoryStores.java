package io.rotunda.handlers;

import io.rotunda.persistence.Channel;
import io.rotunda.persistence.Channels;
import io.rotunda.persistence.Stores;
import io.rotunda.persistence.Transcripts;
import io.rotunda.rooms.RoomId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Everything kept in memory.
final class MemoryStores {
    private MemoryStores() {}

    static Stores of(MemoryMessages messages, MemoryTimelines timelines) {
        return new Stores(
                messages,
                (change, committed) -> {
                    throw new UnsupportedOperationException();
                },
                timelines,
                new Channels() {
                    @Override
                    public Optional<Channel> find(RoomId.Channel channel) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Optional<Channel> update(
                            RoomId.Channel channel, Channel.Patch patch, Consumer<Channel> committed) {
                        throw new UnsupportedOperationException();
                    }
                },
                new Transcripts() {
                    @Override
                    public void append(RoomId.Call call, Segment segment) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public List<Kept> read(RoomId.Call call, long after, int limit) {
                        throw new UnsupportedOperationException();
                    }
                });
    }
}
