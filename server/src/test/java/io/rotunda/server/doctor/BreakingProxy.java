package io.rotunda.server.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A proxy as somebody set it up who has yet to read how. It looks at the first request of each connection and at its
/// answer, and passes on the rest.
final class BreakingProxy implements AutoCloseable {
    private static final int IDLE_MS = 1_000;
    private static final int LARGEST_BODY = 10_000;
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final ServerSocket listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Fault fault;
    private final List<Integer> servers;
    private int next;

    enum Fault {
        NONE,
        DROPS_UPGRADE,
        CUTS_IDLE,
        BALANCES,
        LIMITS_BODIES,
        STRIPS_CORS,
        SHIFTS_DATE,
        COMPRESSES,
        HIDES_HEALTH,
        ANSWERS_ITSELF
    }

    /// @param servers ports, used in turn
    BreakingProxy(Fault fault, List<Integer> servers) throws IOException {
        this.fault = fault;
        this.servers = servers;
        Thread.startVirtualThread(this::accept);
    }

    String address() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                int server = servers.get(next++ % servers.size());
                Thread.startVirtualThread(() -> serve(client, server));
            } catch (IOException _) {
                return; // closed
            }
        }
    }

    private void serve(Socket client, int port) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var head = head(client.getInputStream());
            if (head.contains("/readyz") && fault == Fault.HIDES_HEALTH) {
                answer(client, "404 Not Found");
                return;
            }
            if (head.contains("/readyz") && fault == Fault.ANSWERS_ITSELF) {
                answer(client, "200 OK");
                return;
            }
            if (length(head) > LARGEST_BODY && fault == Fault.LIMITS_BODIES) {
                answer(client, "413 Request Entity Too Large");
                client.getInputStream().skipNBytes(length(head)); // or the answer would be lost with a reset
                return;
            }
            server.getOutputStream().write(request(head).getBytes(ISO_8859_1));
            if (fault == Fault.CUTS_IDLE) {
                client.setSoTimeout(IDLE_MS);
            }
            var there = Thread.startVirtualThread(() -> {
                pump(client, server);
                close(server);
            });
            server.getOutputStream().flush();
            var answer = head(server.getInputStream());
            if (fault == Fault.COMPRESSES && length(answer) > 0) {
                compress(client, answer, server.getInputStream().readNBytes(length(answer)));
            } else {
                client.getOutputStream().write(response(answer).getBytes(ISO_8859_1));
            }
            pump(server, client);
            close(client);
            there.join();
        } catch (IOException _) {
            // one of the two has gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String request(String head) {
        return fault == Fault.DROPS_UPGRADE
                ? lines(
                        head,
                        lines -> lines.filter(line -> !line.regionMatches(true, 0, "Upgrade:", 0, 8)
                                && !line.regionMatches(true, 0, "Connection:", 0, 11)))
                : head;
    }

    private String response(String head) {
        return switch (fault) {
            case STRIPS_CORS ->
                lines(head, lines -> lines.filter(line -> !line.regionMatches(true, 0, "Access-Control-", 0, 15)));
            case SHIFTS_DATE ->
                lines(
                        head,
                        lines -> lines.map(line -> line.startsWith("Date:")
                                ? "Date: "
                                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)
                                                .plus(AHEAD))
                                : line));
            case COMPRESSES, NONE, DROPS_UPGRADE, CUTS_IDLE, BALANCES, LIMITS_BODIES, HIDES_HEALTH, ANSWERS_ITSELF ->
                head;
        };
    }

    private static void compress(Socket client, String head, byte[] body) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        var changed = lines(
                head,
                lines -> Stream.concat(
                        lines.filter(line -> !line.startsWith("Content-Length:")),
                        Stream.of("Content-Encoding: gzip", "Content-Length: " + compressed.size())));
        client.getOutputStream().write(changed.getBytes(ISO_8859_1));
        client.getOutputStream().write(compressed.toByteArray());
    }

    private static String lines(String head, UnaryOperator<Stream<String>> change) {
        var lines = List.of(head.strip().split("\r\n"));
        return change.apply(lines.stream()).collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
    }

    private static int length(String head) {
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

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(ISO_8859_1));
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
