/// What the server measures, and how Prometheus reads it.
@NullMarked
package io.rotunda.server.metrics;

import org.jspecify.annotations.NullMarked;
