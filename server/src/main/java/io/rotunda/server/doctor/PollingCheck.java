package io.rotunda.server.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Whether a session can be opened on polling, and what is sent to it arrives at once and as it was.
final class PollingCheck implements Check {
    private static final Duration PROMPT = Duration.ofSeconds(3);

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        var answer = deployment.handshake();
        var handshake = answer.status() == 200 ? Handshake.in(answer.body()) : null;
        if (handshake == null) {
            return List.of(Finding.fail("polling: the handshake is answered with " + answer.inShort(), why(answer)));
        }
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("polling: a session opens; a ping each %d s, messages up to %d bytes"
                .formatted(handshake.pingInterval().toSeconds(), handshake.maxPayload())));
        var encoding = answer.header("Content-Encoding");
        if (encoding != null) {
            findings.add(Finding.warn(
                    "compression: answers to polls come as " + encoding,
                    "turn it off for /socket.io/: it costs more than it saves on small messages, and holds them back"
                            + " (nginx: gzip off)"));
        }
        findings.add(promptly(deployment, handshake));
        return findings;
    }

    private static Finding promptly(Deployment deployment, Handshake handshake)
            throws IOException, InterruptedException {
        var poll = deployment.pollMeanwhile(handshake.sid(), deployment.patience());
        var posted = deployment.post(handshake.sid(), "40");
        if (posted.sessionUnknown()) {
            return Finding.fail(
                    "polling: a packet of an open session came to a server that does not know it",
                    "see what is said of the stickiness");
        }
        if (posted.status() != 200) {
            return Finding.fail(
                    "polling: a packet of an open session is answered with " + posted.inShort(),
                    "let POST requests to /socket.io/ pass as they are");
        }
        try {
            var answer = poll.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS);
            return answer.status() == 200
                    ? Finding.ok("buffering: an open poll is answered as soon as there is something to say")
                    : Finding.fail(
                            "polling: a poll of an open session is answered with " + answer.inShort(),
                            answer.sessionUnknown() ? "see what is said of the stickiness" : why(answer));
        } catch (ExecutionException | TimeoutException _) {
            return Finding.fail(
                    "buffering: an open poll was not answered within %d s although there was something to say"
                            .formatted(PROMPT.toSeconds()),
                    "have the proxy pass answers on as they come (nginx: proxy_buffering off), and open polls beside"
                            + " other requests");
        }
    }

    private static String why(Answer answer) {
        return switch (answer.status()) {
            case 404 -> "pass /socket.io/ on to the server, with its query";
            case 429 -> "the proxy limits requests: let /socket.io/ pass";
            default ->
                Status.mend(
                        answer.status(), "pass /socket.io/ on to the server as it is: path, query and body unchanged");
        };
    }
}
