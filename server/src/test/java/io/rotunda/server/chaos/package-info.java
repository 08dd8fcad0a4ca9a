/// The fault harness: real processes, faults from a seed, and a history of what clients did and heard.
@NullMarked
package io.rotunda.server.chaos;

import org.jspecify.annotations.NullMarked;
