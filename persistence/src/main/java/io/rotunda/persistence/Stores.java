package io.rotunda.persistence;

/// Everything that is kept.
public record Stores(
        Messages messages,
        Changes changes,
        Timelines timelines,
        Channels channels,
        Conversations conversations,
        Transcripts transcripts,
        Receipts receipts) {}
