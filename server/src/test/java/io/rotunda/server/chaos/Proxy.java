package io.rotunda.server.chaos;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A TCP proxy in front of a port, which does to connections what networks do. Any thread.
final class Proxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int targetPort;
    private final RandomGenerator random;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Treatment treatment = Treatment.PASS;
    private volatile double share;
    private volatile boolean refusing;

    /// @param random chooses whom a fault hits
    Proxy(int targetPort, RandomGenerator random) throws IOException {
        this.targetPort = targetPort;
        this.random = random;
        listening = new ServerSocket(Ports.free(), 1024, Ports.LOOPBACK);
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// From now on, until it is calm again, this happens on a share of the links, and of those that are made meanwhile.
    void treat(Treatment next, double ofLinks) {
        share = ofLinks;
        treatment = next;
        some(ofLinks, link -> link.treat(next));
    }

    /// Closes a share of the links, and every new one until it is calm again.
    void cut(double ofLinks) {
        refusing = true;
        some(ofLinks, Link::cut);
    }

    void reset(double ofLinks) {
        some(ofLinks, Link::reset);
    }

    void halfClose(double ofLinks) {
        some(ofLinks, link -> link.halfClose(chance(0.5)));
    }

    void calm() {
        refusing = false;
        treatment = Treatment.PASS;
        links.forEach(Link::calm);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        links.forEach(Link::cut);
    }

    private void some(double ofLinks, Consumer<Link> deed) {
        for (var link : links) {
            if (chance(ofLinks)) {
                deed.accept(link);
            }
        }
    }

    private synchronized boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                // Closed, or a connection that was gone before it was accepted.
            }
        }
    }

    private void connect(Socket client) {
        var target = new Socket();
        var link = new Link[1];
        link[0] = new Link(client, target, chosen(), () -> links.remove(link[0]));
        if (refusing) {
            link[0].cut();
            return;
        }
        try {
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            target.connect(new java.net.InetSocketAddress(Ports.LOOPBACK, targetPort), 2_000);
            links.add(link[0]);
            link[0].start();
        } catch (IOException _) {
            link[0].reset();
        }
    }

    private Treatment chosen() {
        return chance(share) ? treatment : Treatment.PASS;
    }
}
