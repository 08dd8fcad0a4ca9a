package io.rotunda.persistence;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The network between us and PostgreSQL, which a test can cut at the moment that hurts most: when the
/// database has done what was asked, and is about to say so.
final class Wire implements AutoCloseable {
    private final int target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean losesAnswers;
    private volatile boolean down;

    Wire(int target) throws IOException {
        this.target = target;
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on a connection ends when an answer comes back on it; new connections work as before.
    void loseAnswers() {
        losesAnswers = true;
    }

    /// From now on a connection ends when an answer comes back on it, and there are no new ones.
    void breakAtNextAnswer() {
        down = true;
        losesAnswers = true;
    }

    /// Ends all connections at once; what the database was asked it may still do.
    void cut() throws IOException {
        for (var socket : open) {
            socket.close();
        }
        open.clear();
    }

    void mend() {
        down = false;
        losesAnswers = false;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                if (down) {
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException _) {
                // closed
            }
        }
    }

    private void connect(Socket client) throws IOException {
        var database = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(database);
        boolean fresh = losesAnswers;
        Thread.startVirtualThread(() -> pass(client, database, true));
        Thread.startVirtualThread(() -> pass(database, client, fresh));
    }

    private void pass(Socket from, Socket to, boolean always) {
        try (from;
                to) {
            var buffer = new byte[8192];
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (losesAnswers && !always) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException _) {
            // the other direction has closed it
        }
    }
}
