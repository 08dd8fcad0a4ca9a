package io.rotunda.server.transcription;

/// What all speeches of one user have of the transcriber together.
///
/// @param closed to be run once by each of these speeches, when it is through
record Share(Endpoint endpoint, AudioMemory memory, Runnable closed) {}
