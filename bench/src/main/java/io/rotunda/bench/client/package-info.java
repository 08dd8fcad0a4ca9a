/// Socket.IO clients that cost far less than the servers they measure. Everything here runs on one event loop.
@NullMarked
package io.rotunda.bench.client;

import org.jspecify.annotations.NullMarked;
