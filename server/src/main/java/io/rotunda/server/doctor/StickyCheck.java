package io.rotunda.server.doctor;

import java.io.IOException;
import java.util.List;

/// Whether all requests of one session reach the server that has it.
final class StickyCheck implements Check {
    private static final int REQUESTS = 8;

    /// A packet that means nothing.
    private static final String NOOP = "6";

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        var handshake = Handshake.in(deployment.handshake().body());
        if (handshake == null) {
            return List.of();
        }
        int lost = 0;
        for (int i = 0; i < REQUESTS; i++) {
            var answer = deployment.post(handshake.sid(), NOOP);
            if (answer.sessionUnknown()) {
                lost++;
            } else if (answer.status() != 200) {
                return List.of(Finding.fail(
                        "polling: a packet of a session is answered with " + answer.inShort(),
                        "let POST requests to /socket.io/ pass"));
            }
        }
        return List.of(
                lost == 0
                        ? Finding.ok("stickiness: %d requests of one session reached the server that has it"
                                .formatted(REQUESTS))
                        : Finding.fail(
                                "stickiness: %d of %d requests of one session came to a server that does not know it"
                                        .formatted(lost, REQUESTS),
                                "have the proxy send a client always to the same server (nginx: ip_hash or sticky"
                                        + " cookie; HAProxy: cookie; Kubernetes: session affinity), or let clients use"
                                        + " WebSockets only"));
    }
}
