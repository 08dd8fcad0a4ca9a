/// Tells a receiver of the operator's what happens, by HTTP, from what the outbox holds.
@NullMarked
package io.rotunda.server.webhooks;

import org.jspecify.annotations.NullMarked;
