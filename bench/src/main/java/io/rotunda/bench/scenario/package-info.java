/// What is done to a server, and what is measured while it is done.
@NullMarked
package io.rotunda.bench.scenario;

import org.jspecify.annotations.NullMarked;
