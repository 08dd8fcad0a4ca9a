package io.rotunda.persistence;

final class MemoryTranscriptsTest extends TranscriptsContract {
    MemoryTranscriptsTest() {
        super(new MemoryUnderTest());
    }
}
