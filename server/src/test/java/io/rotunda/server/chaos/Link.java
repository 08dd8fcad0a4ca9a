package io.rotunda.server.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/// One connection through the proxy: a pump for each direction, on a virtual thread.
final class Link {
    private static final int PIECE = 256;

    private final Socket client;
    private final Socket target;
    private final Runnable closed;
    private Treatment treatment;
    private boolean incomplete;

    Link(Socket client, Socket target, Treatment treatment, Runnable closed) {
        this.client = client;
        this.target = target;
        this.treatment = treatment;
        this.closed = closed;
    }

    void start() {
        Thread.ofVirtual().start(() -> pump(client, target));
        Thread.ofVirtual().start(() -> pump(target, client));
    }

    synchronized void treat(Treatment next) {
        treatment = next;
        notifyAll();
    }

    /// Everything passes again. A link that lost bytes cannot go on.
    synchronized void calm() {
        if (incomplete) {
            reset();
        }
        treat(Treatment.PASS);
    }

    /// Both ends are told that nothing more comes, at once.
    void cut() {
        close(client);
        close(target);
        treat(Treatment.PASS); // whoever waits sees that it is closed
        closed.run();
    }

    /// As when a machine is gone that a packet is sent to: no farewell, and what was not read is lost.
    void reset() {
        abort(client);
        abort(target);
        cut();
    }

    /// One direction is closed, the other stays open; what still comes for the closed one is lost.
    ///
    /// @param toClient whether it is the server's direction that ends
    synchronized void halfClose(boolean toClient) {
        incomplete = true;
        try {
            (toClient ? client : target).shutdownOutput();
        } catch (IOException _) {
            cut();
        }
    }

    private void pump(Socket from, Socket to) {
        var bytes = new byte[16_384];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                pass(bytes, length, to, out);
            }
        } catch (IOException _) {
            // One end is gone; the other one is told.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    private void pass(byte[] bytes, int length, Socket to, OutputStream out) throws IOException, InterruptedException {
        switch (awaitTreatment()) {
            case Treatment.Delay(int ms) -> {
                if (ms > 0) {
                    Thread.sleep(ms);
                }
                write(bytes, 0, length, to, out);
            }
            case Treatment.Throttle(int bytesPerSecond) -> {
                for (int at = 0; at < length; at += PIECE) {
                    Thread.sleep(1000L * PIECE / bytesPerSecond);
                    write(bytes, at, Math.min(PIECE, length - at), to, out);
                }
            }
            case Treatment.Swallow _ -> lose();
            case Treatment.SwallowAnswers _ -> {
                if (to.equals(client)) {
                    lose();
                } else {
                    write(bytes, 0, length, to, out);
                }
            }
            case Treatment.Stall _ -> throw new IllegalStateException("it was waited for");
        }
    }

    private synchronized Treatment awaitTreatment() throws InterruptedException {
        while (treatment instanceof Treatment.Stall) {
            wait();
        }
        return treatment;
    }

    private void write(byte[] bytes, int from, int length, Socket to, OutputStream out) throws IOException {
        if (to.isOutputShutdown() && !to.isClosed()) {
            lose();
        } else {
            out.write(bytes, from, length);
        }
    }

    private synchronized void lose() {
        incomplete = true;
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // It is closed already.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed as far as it can be.
        }
    }
}
