package io.rotunda.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One TCP connection that speaks as much HTTP/1.1 as a test wants it to. Reads wait [#PATIENCE] at most.
final class RawHttp implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    record Response(int status, Map<String, String> headers, String body) {}

    private final Socket socket = new Socket();
    private final String host;
    private final InputStream in;
    private final OutputStream out;

    RawHttp(TestServer server) throws IOException {
        var address = server.socketAddress();
        socket.connect(address, (int) PATIENCE.toMillis());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        host = address.getHostString() + ":" + address.getPort();
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    void get(String target, String... headers) throws IOException {
        send("GET " + target + " HTTP/1.1\r\n" + head(headers) + "\r\n");
    }

    void post(String target, String body) throws IOException {
        send("POST " + target + " HTTP/1.1\r\n" + head("Content-Length: " + body.getBytes(UTF_8).length) + "\r\n"
                + body);
    }

    String head(String... headers) {
        var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "Host: " + host + "\r\n" + lines;
    }

    void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    /// A server that has had enough closes while the rest is still on its way. That is an answer to be read, not a
    /// failure to write: then this is `false`.
    boolean send(byte[] bytes) throws IOException {
        try {
            out.write(bytes);
            out.flush();
            return true;
        } catch (SocketException _) {
            return false;
        }
    }

    Response response() throws IOException {
        var statusLine = line();
        var headers = new HashMap<String, String>();
        for (var header = line(); !header.isEmpty(); header = line()) {
            var colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        var status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        var bodiless = status < 200 || status == 204 || status == 304;
        return new Response(status, headers, bodiless ? "" : new String(body(headers), UTF_8));
    }

    /// Waits for the server to close this connection; fails when it stays open.
    void awaitClosed() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection is still open", stillOpen);
        } catch (SocketException _) {
            return;
        }
    }

    InputStream in() {
        return in;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        var length = headers.get("content-length");
        if (length != null) {
            return in.readNBytes(Integer.parseInt(length));
        }
        if (!"chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return in.readAllBytes();
        }
        var body = new ByteArrayOutputStream();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed instead of an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /// Closes as one does that is gone, not as one that says so.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
