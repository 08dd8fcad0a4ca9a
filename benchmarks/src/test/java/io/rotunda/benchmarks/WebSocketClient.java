package io.rotunda.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/// A Socket.IO client over a WebSocket that blocks: it says something, and reads until it hears what it waits for.
final class WebSocketClient implements Closeable {
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /// Connects with a token of this user.
    WebSocketClient(int port, String userId) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 10));
        out = socket.getOutputStream();
        out.write(Requests.upgrade("/socket.io/"));
        skipHead();
        says("40{\"token\":\"" + Token.of(userId) + "\"}");
        hears("40{");
        hears("42[\"connected\"");
    }

    void says(String packet) throws IOException {
        out.write(ClientFrames.text(packet));
    }

    /// Reads until a packet comes that begins like this; others are dropped.
    String hears(String beginning) throws IOException {
        while (true) {
            var packet = packet();
            if (packet.startsWith(beginning)) {
                return packet;
            }
        }
    }

    void joins(String channelId) throws IOException {
        says("420[\"channel:join\",{\"channelId\":\"" + channelId + "\"}]");
        hears("430[{\"success\":true");
    }

    private String packet() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (first != 0x81) {
            throw new EOFException("no text but " + first);
        }
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return new String(in.readNBytes(length), UTF_8);
    }

    private void skipHead() throws IOException {
        for (int end = 0; end < 4; ) {
            int next = in.readUnsignedByte();
            end = next == "\r\n\r\n".charAt(end) ? end + 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
