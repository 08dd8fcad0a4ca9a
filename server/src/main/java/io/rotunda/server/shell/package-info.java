/// The only place that knows netty-socketio.
@NullMarked
package io.rotunda.server.shell;

import org.jspecify.annotations.NullMarked;
