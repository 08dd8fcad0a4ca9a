/// Engine.IO v4 and Socket.IO v5 on Netty: sessions, both transports, upgrade, heartbeat and codec.
/// Free of the library that starts the server. The package's README says where to begin.
@NullMarked
package io.rotunda.server.wire;

import org.jspecify.annotations.NullMarked;
