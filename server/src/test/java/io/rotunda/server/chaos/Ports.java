package io.rotunda.server.chaos;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of the loopback interface.
final class Ports {
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    /// Below those that the kernel gives to connections: whoever connects to a port of those ranges, where nobody
    /// listens for the moment, may be connected to itself, and then the port is taken.
    private static final int FIRST = 20_000;

    private static final int END = 30_000;

    private Ports() {}

    /// One that nobody has now.
    static int free() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (var _ = new ServerSocket(port, 1, LOOPBACK)) {
                return port;
            } catch (BindException _) {
                // Another one, then.
            }
        }
    }
}
