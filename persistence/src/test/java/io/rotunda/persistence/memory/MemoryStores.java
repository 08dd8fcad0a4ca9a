package io.rotunda.persistence.memory;

import io.rotunda.persistence.Stores;
import java.time.InstantSource;

/// Everything that is kept, in memory: one log for each room, in which messages and changes share their positions.
/// Any thread.
public final class MemoryStores {
    private final MemoryMessages messages;
    private final MemoryChanges changes;
    private final MemoryTimelines timelines;
    private final MemoryChannels channels;
    private final MemoryConversations conversations;
    private final MemoryTranscripts transcripts;
    private final MemoryReceipts receipts;

    public MemoryStores(InstantSource clock) {
        this(clock, () -> {});
    }

    /// @param lag run between each commit and telling of it
    public MemoryStores(InstantSource clock, Runnable lag) {
        var outage = new Outage();
        var rooms = new MemoryRooms(clock, lag);
        messages = new MemoryMessages(rooms, outage);
        changes = new MemoryChanges(rooms, outage);
        timelines = new MemoryTimelines(rooms, outage);
        channels = new MemoryChannels(rooms, outage);
        conversations = new MemoryConversations(rooms, outage);
        transcripts = new MemoryTranscripts(outage);
        receipts = new MemoryReceipts(rooms, timelines, outage);
    }

    public Stores stores() {
        return new Stores(messages, changes, timelines, channels, conversations, transcripts, receipts);
    }

    public MemoryMessages messages() {
        return messages;
    }

    public MemoryChanges changes() {
        return changes;
    }

    public MemoryTimelines timelines() {
        return timelines;
    }

    public MemoryChannels channels() {
        return channels;
    }

    public MemoryTranscripts transcripts() {
        return transcripts;
    }
}
