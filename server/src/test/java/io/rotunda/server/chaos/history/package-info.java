/// Holds the contract against the history of a run. Start with
/// [Checker][io.rotunda.server.chaos.history.Checker].
@NullMarked
package io.rotunda.server.chaos.history;

import org.jspecify.annotations.NullMarked;
