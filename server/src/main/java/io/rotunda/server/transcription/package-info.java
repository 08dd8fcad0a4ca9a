/// From what is said in a call to words. Start at [HttpTranscriber].
@NullMarked
package io.rotunda.server.transcription;

import org.jspecify.annotations.NullMarked;
