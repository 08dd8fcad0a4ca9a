package io.rotunda.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/// A Socket.IO client that polls over one connection, and blocks.
final class PollingClient implements Closeable {
    private static final int PATIENCE_MS = 30_000;
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final String target;

    /// Connects with a token of this user.
    PollingClient(int port, String userId) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        var path = "/socket.io/?EIO=4&transport=polling";
        var opened = asks(Requests.get(path));
        int sid = opened.indexOf("\"sid\":\"") + 7;
        target = path + "&sid=" + opened.substring(sid, opened.indexOf('"', sid));
        says("40{\"token\":\"" + Token.of(userId) + "\"}");
        hears("42[\"connected\"");
    }

    void says(String packet) throws IOException {
        asks(Requests.post(target, packet));
    }

    /// Polls until a packet comes that holds this.
    void hears(String words) throws IOException {
        while (!asks(Requests.get(target)).contains(words)) {
            // something else came
        }
    }

    void joins(String channelId) throws IOException {
        says("420[\"channel:join\",{\"channelId\":\"" + channelId + "\"}]");
        hears("430[{\"success\":true");
    }

    private String asks(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            head.append((char) next);
        }
        var fields = head.toString().toLowerCase(Locale.ROOT);
        int at = fields.indexOf(LENGTH) + LENGTH.length();
        int length =
                Integer.parseInt(fields.substring(at, fields.indexOf('\r', at)).strip());
        return new String(in.readNBytes(length), UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
