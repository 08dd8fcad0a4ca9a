/// The running server: wires the other modules to the network.
@NullMarked
package io.rotunda.server;

import org.jspecify.annotations.NullMarked;
