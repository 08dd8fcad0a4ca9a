package io.rotunda.server.transcription;

import io.rotunda.handlers.Transcriber.Words;

/// What makes words of one file. Blocks.
@FunctionalInterface
interface Endpoint {
    Words transcribe(AudioFile file) throws TranscriptionFailed;
}
