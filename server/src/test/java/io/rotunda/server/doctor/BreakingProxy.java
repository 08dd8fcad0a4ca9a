package io.rotunda.server.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A proxy as somebody set it up who has yet to read how. It looks at the first request of each connection, at its
/// answer, and at what a server says on a WebSocket, and passes on the rest.
final class BreakingProxy implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int LONGER = 126;

    private final ServerSocket listening;
    private final Fault fault;
    private final List<Integer> servers;
    private int connections;

    /// @param servers ports; where a fault sends none elsewhere, all comes to the first
    BreakingProxy(Fault fault, List<Integer> servers) throws IOException {
        this(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), fault, servers);
    }

    BreakingProxy(ServerSocket listening, Fault fault, List<Integer> servers) {
        this.listening = listening;
        this.fault = fault;
        this.servers = servers;
        Thread.startVirtualThread(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                int connection = connections++;
                Thread.startVirtualThread(() -> serve(client, connection));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket client, int connection) {
        try (client) {
            var request = head(client.getInputStream());
            var answer = fault.answers(request);
            if (answer == null) {
                ask(client, request, servers.get(fault.server(request, connection)));
            } else if (!answer.isEmpty()) {
                client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                client.getInputStream().skipNBytes(length(request)); // or the answer would be lost with a reset
            }
        } catch (IOException _) {
            // one of the two has gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Socket client, String request, int port) throws IOException, InterruptedException {
        try (var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            server.getOutputStream().write(fault.passesOn(request).getBytes(ISO_8859_1));
            client.setSoTimeout(fault.idleMs(request));
            var there = Thread.startVirtualThread(() -> {
                pump(client, server);
                close(server);
            });
            if (fault.holdsBack(request)) {
                there.join();
                return;
            }
            var in = server.getInputStream();
            var answer = head(in);
            if (fault.compresses() && length(answer) > 0) {
                compress(client, answer, in.readNBytes(length(answer)));
            } else {
                client.getOutputStream().write(fault.passesBack(answer).getBytes(ISO_8859_1));
            }
            if (answer.startsWith("HTTP/1.1 101")) {
                packets(new DataInputStream(in), client.getOutputStream());
            }
            pump(server, client);
            close(client);
            there.join();
        }
    }

    /// Until something comes that is no text.
    private void packets(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            int kind = in.read();
            if (kind != TEXT) {
                if (kind >= 0) {
                    out.write(kind);
                }
                return;
            }
            int length = in.readUnsignedByte();
            var text = new byte[length == LONGER ? in.readUnsignedShort() : length];
            in.readFully(text);
            var said = fault.says(new String(text, UTF_8));
            if (said != null) {
                var bytes = said.getBytes(UTF_8);
                var frame = new ByteArrayOutputStream();
                frame.write(TEXT);
                if (bytes.length < LONGER) {
                    frame.write(bytes.length);
                } else {
                    frame.writeBytes(new byte[] {LONGER, (byte) (bytes.length >> 8), (byte) bytes.length});
                }
                frame.writeBytes(bytes);
                out.write(frame.toByteArray());
            }
        }
    }

    private static void compress(Socket client, String head, byte[] body) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        var changed = Faults.lines(
                head,
                lines -> Stream.concat(
                        Faults.without("Content-Length:").apply(lines),
                        Stream.of("Content-Encoding: gzip", "Content-Length: " + compressed.size())));
        client.getOutputStream().write(changed.getBytes(ISO_8859_1));
        client.getOutputStream().write(compressed.toByteArray());
    }

    /// Of the body.
    static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int ended = 0;
        while (ended < 4) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("ended within a head");
            }
            head.write(one);
            ended = one == "\r\n\r\n".charAt(ended) ? ended + 1 : one == '\r' ? 1 : 0;
        }
        return head.toString(ISO_8859_1);
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // gone, or silent for too long
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
