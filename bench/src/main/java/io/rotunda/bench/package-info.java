/// `scripts/bench`: runs scenarios against servers in turn, and writes down what it measured.
@NullMarked
package io.rotunda.bench;

import org.jspecify.annotations.NullMarked;
