import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.ArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the AOT cache is made from: clients that come, join, speak and go, over real sockets, while the server's JVM
/// notes which classes are needed and which code is hot. For a server with `JWT_SECRET` set to the second argument.
///
///     java Rehearsal.java http://127.0.0.1:3000 secret
final class Rehearsal {
    private static final int CLIENTS = 1_500;
    private static final int PER_CHANNEL = 10;
    private static final int AT_ONCE = 32;
    private static final int SENDS = 8;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final byte[] secret;

    private Rehearsal(String base, String secret) {
        this.base = base;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws Exception {
        new Rehearsal(arguments[0], arguments[1]).run();
    }

    private void run() throws Exception {
        for (var page : new String[] {"/healthz", "/readyz", "/metrics", "/"}) {
            get(page);
        }
        try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var visits = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                visits.add(threads.submit(() -> {
                    visit(number);
                    return number;
                }));
            }
            for (var visit : visits) {
                visit.get();
            }
        }
        poll();
    }

    private void visit(int number) throws Exception {
        var channel = "channel-" + number / PER_CHANNEL;
        var client = new Client();
        var address = URI.create(base.replaceFirst("http", "ws") + "/socket.io/?EIO=4&transport=websocket");
        client.socket = http.newWebSocketBuilder().buildAsync(address, client).get();
        client.await("0");
        client.say("40{\"token\":\"" + token("user-" + number) + "\"}");
        client.await("40");
        client.await("42[\"connected\"");
        client.say("420[\"channel:join\",{\"channelId\":\"" + channel + "\"}]");
        client.await("430");
        for (int i = 1; i <= SENDS; i++) {
            client.say("42[\"typing:start\",{\"channelId\":\"" + channel + "\"}]");
            client.say("42" + i + "[\"message:send\",{\"channelId\":\"" + channel + "\",\"content\":\"hello " + i
                    + "\",\"optimisticId\":\"" + UUID.randomUUID() + "\"}]");
            client.await("43" + i);
        }
        client.say("429[\"channel:history\",{\"channelId\":\"" + channel + "\",\"limit\":20}]");
        client.await("439");
        client.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
    }

    private void poll() throws Exception {
        var opened = get("/socket.io/?EIO=4&transport=polling");
        var sid = opened.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
        var address = "/socket.io/?EIO=4&transport=polling&sid=" + sid;
        var connect = HttpRequest.newBuilder(URI.create(base + address))
                .POST(HttpRequest.BodyPublishers.ofString("40{\"token\":\"" + token("poller") + "\"}"))
                .build();
        http.send(connect, BodyHandlers.ofString());
        get(address);
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30)).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private String token(String user) throws Exception {
        var claims = "{\"sub\":\"%s\",\"name\":\"%s\",\"organizationId\":\"rehearsal\",\"exp\":%d}"
                .formatted(user, user, Instant.now().plus(Duration.ofHours(1)).getEpochSecond());
        var signed = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static final class Client implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();
        private WebSocket socket;

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                heard.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        void say(String packet) throws Exception {
            socket.sendText(packet, true).get();
        }

        void await(String beginning) throws Exception {
            String packet;
            do {
                packet = heard.poll(30, TimeUnit.SECONDS);
                if (packet == null || packet.startsWith("44")) {
                    throw new IllegalStateException("expected " + beginning + ", heard " + packet);
                }
            } while (!packet.startsWith(beginning));
        }
    }
}
