package io.rotunda.server.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Whether connections on which nothing is said live until the server's next ping, and past it.
final class IdleCheck implements Check {
    /// How long the server lets somebody stay whom it does not know, and some seconds less.
    private static final Duration UNKNOWN = Duration.ofSeconds(8);

    private static final Duration PAST = Duration.ofSeconds(1);
    private static final String PONG = "3";

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        var handshake = Handshake.in(deployment.handshake().body());
        if (handshake == null) {
            return List.of();
        }
        var interval = handshake.pingInterval();
        boolean known = deployment.token() != null;
        if (known) {
            deployment.post(handshake.sid(), ConnectCheck.connect(deployment));
            if (!deployment.poll(handshake.sid()).body().startsWith("40")) {
                return List.of(); // it was looked at before whether the token is good
            }
        }
        var latest = interval.plus(deployment.patience());
        var poll = new Polling(deployment, handshake, latest);
        var begun = System.nanoTime();
        try (var line = deployment.webSocket(null)) {
            line.next(deployment.patience());
            if (known) {
                line.say(ConnectCheck.connect(deployment));
            }
            return known ? past(line, poll, interval, latest) : List.of(shortly(line, interval));
        } catch (Line.Refused _) {
            return List.of(); // the upgrade was looked at before
        } catch (IOException _) {
            return List.of(cut("WebSocket", Duration.ofNanos(System.nanoTime() - begun), interval));
        }
    }

    /// @param latest when the ping has to have come
    private static List<Finding> past(Line line, Polling poll, Duration interval, Duration latest)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + latest.toNanos();
        var packet = line.next(latest);
        while (packet != null && !packet.equals(Line.PING)) {
            packet = line.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        if (packet == null) {
            return List.of(Finding.fail(
                    "idle: no ping came over a WebSocket within %d s".formatted(latest.toSeconds()),
                    "have the proxy pass on what the server sends, also without a request"));
        }
        line.say(PONG);
        line.next(PAST);
        var polled = poll.outcome();
        return List.of(
                polled != null
                        ? cut("poll (" + polled + ")", poll.took(), interval)
                        : Finding.ok("idle: a WebSocket and a poll lived past a ping, %d s"
                                .formatted(interval.toSeconds())));
    }

    /// Without a token the server itself closes before most pings.
    private static Finding shortly(Line line, Duration interval) throws IOException, InterruptedException {
        var patience = interval.compareTo(UNKNOWN) < 0 ? interval : UNKNOWN;
        line.next(patience);
        line.next(Duration.ZERO); // if it is closed by now
        return Finding.warn(
                "idle: a WebSocket lived for %d s, the server pings each %d s"
                        .formatted(patience.toSeconds(), interval.toSeconds()),
                "give --token to wait past a ping");
    }

    private static Finding cut(String what, Duration after, Duration interval) {
        return Finding.fail(
                "idle: an idle %s was cut after %d s, the server pings each %d s"
                        .formatted(what, Math.max(1, after.toSeconds()), interval.toSeconds()),
                "let idle connections live for longer than a ping interval and its answer (nginx: proxy_read_timeout"
                        + " 90s; HAProxy: timeout tunnel; AWS: idle timeout), or lower PING_INTERVAL_MS");
    }

    /// Polls of one session, until a ping came with one.
    private static final class Polling {
        private final long begun = System.nanoTime();
        private final java.util.concurrent.CompletableFuture<String> end =
                new java.util.concurrent.CompletableFuture<>();
        private volatile Duration took = Duration.ZERO;

        Polling(Deployment deployment, Handshake handshake, Duration patience) {
            Thread.startVirtualThread(() -> {
                try {
                    var answer =
                            deployment.pollMeanwhile(handshake.sid(), patience).get();
                    while (answer.status() == 200 && !pinged(answer)) {
                        answer = deployment
                                .pollMeanwhile(handshake.sid(), patience)
                                .get();
                    }
                    took = Duration.ofNanos(System.nanoTime() - begun);
                    end.complete(answer.status() == 200 ? "" : answer.inShort());
                } catch (ExecutionException e) {
                    took = Duration.ofNanos(System.nanoTime() - begun);
                    end.complete(
                            e.getCause() == null
                                    ? "broken"
                                    : e.getCause().getClass().getSimpleName());
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        private static boolean pinged(Answer answer) {
            return List.of(answer.body().split("\u001e", -1)).contains(Line.PING);
        }

        /// What was wrong; null if nothing was.
        @org.jspecify.annotations.Nullable
        String outcome() throws InterruptedException {
            try {
                var said = end.get();
                return said.isEmpty() ? null : said;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        Duration took() {
            return took;
        }
    }
}
