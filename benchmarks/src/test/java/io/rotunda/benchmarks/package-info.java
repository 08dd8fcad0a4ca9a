/// Operations of the hot path, what they may allocate, and how that grows.
@NullMarked
package io.rotunda.benchmarks;

import org.jspecify.annotations.NullMarked;
