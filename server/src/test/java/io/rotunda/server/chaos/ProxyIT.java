package io.rotunda.server.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the proxy does to a connection is what it says.
@Timeout(30)
class ProxyIT {
    private ServerSocket listening;
    private Proxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 5, Ports.LOOPBACK);
        proxy = new Proxy(listening.getLocalPort(), new SplittableRandom(1));
        client = new Socket(Ports.LOOPBACK, proxy.port());
        server = listening.accept();
        assertPasses("before", client, server);
        assertPasses("back", server, client);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        proxy.close();
        listening.close();
    }

    @Test
    void whatIsStalledArrivesWhenItIsOver() throws IOException {
        proxy.treat(new Treatment.Stall(), 1);
        send("late", client);
        assertHearsNothing(server);
        proxy.calm();
        assertArrives("late", server);
        assertPasses("after", server, client);
    }

    @Test
    void whatIsSwallowedNeverArrivesAndTheLinkIsResetAfterwards() throws IOException {
        proxy.treat(new Treatment.Swallow(), 1);
        send("lost", client);
        assertHearsNothing(server);
        proxy.calm();
        assertBothAreReset();
    }

    @Test
    void whereAnswersAreLostWhatIsAskedArrivesAndTheLinkIsResetAfterwards() throws IOException {
        proxy.treat(new Treatment.SwallowAnswers(), 1);
        assertPasses("asked", client, server);
        send("answered", server);
        assertHearsNothing(client);
        proxy.calm();
        assertBothAreReset();
    }

    @Test
    void aDelayAndAThrottleKeepEveryByteInOrder() throws IOException {
        proxy.treat(new Treatment.Delay(20), 1);
        assertPasses("a little later", client, server);
        proxy.treat(new Treatment.Throttle(20_000), 1);
        assertPasses("0123456789".repeat(100), server, client);
    }

    @Test
    void aCutIsAFarewellToBothAndNobodyComesInUntilItIsOver() throws IOException {
        proxy.cut(1);
        assertEquals(-1, server.getInputStream().read());
        assertEquals(-1, client.getInputStream().read());
        try (var refused = new Socket(Ports.LOOPBACK, proxy.port())) {
            assertEquals(-1, refused.getInputStream().read());
        }
        proxy.calm();
        try (var again = new Socket(Ports.LOOPBACK, proxy.port());
                var accepted = listening.accept()) {
            assertPasses("again", again, accepted);
        }
    }

    @Test
    void aResetIsNoFarewell() {
        proxy.reset(1);
        assertBothAreReset();
    }

    @Test
    void halfOfAConnectionEndsAndTheOtherHalfGoesOn() throws IOException {
        proxy.halfClose(1);
        boolean clientsEnded = ended(client);
        assertNotEquals(clientsEnded, ended(server));
        assertPasses("still there", clientsEnded ? client : server, clientsEnded ? server : client);
    }

    @Test
    void whoeverLosesOneEndLosesTheOther() throws IOException {
        server.close();
        assertEquals(-1, client.getInputStream().read());
    }

    private static boolean ended(Socket socket) throws IOException {
        socket.setSoTimeout(200);
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private static void assertHearsNothing(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        socket.setSoTimeout(0);
    }

    private void assertBothAreReset() {
        assertThrows(SocketException.class, () -> server.getInputStream().read());
        assertThrows(SocketException.class, () -> client.getInputStream().read());
    }

    private static void assertPasses(String text, Socket from, Socket to) throws IOException {
        send(text, from);
        assertArrives(text, to);
    }

    private static void assertArrives(String text, Socket to) throws IOException {
        assertEquals(text, new String(to.getInputStream().readNBytes(text.length()), UTF_8));
    }

    private static void send(String text, Socket socket) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }
}
