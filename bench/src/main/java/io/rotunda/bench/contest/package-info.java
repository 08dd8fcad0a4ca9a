/// The processes that are measured: servers, and the PostgreSQL below them.
@NullMarked
package io.rotunda.bench.contest;

import org.jspecify.annotations.NullMarked;
