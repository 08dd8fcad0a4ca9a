package io.rotunda.server.doctor;

import java.io.IOException;
import java.util.List;

/// Whether the largest message that the server takes gets to it.
final class PayloadCheck implements Check {
    /// More is not tried.
    private static final int MOST = 16 << 20;

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        var handshake = Handshake.in(deployment.handshake().body());
        if (handshake == null || handshake.maxPayload() <= 0) {
            return List.of();
        }
        int size = Math.min(MOST, handshake.maxPayload());
        var mend = "let %d bytes pass (nginx: client_max_body_size), or lower MAX_PAYLOAD_BYTES to what passes"
                .formatted(size);
        try {
            var answer = deployment.post(handshake.sid(), "6" + "x".repeat(size - 1)); // a packet that means nothing
            return List.of(
                    answer.status() == 200
                            ? Finding.ok("payload: %d bytes get through".formatted(size))
                            : Finding.fail(
                                    "payload: %d bytes, which the server takes, are answered with %s"
                                            .formatted(size, answer.inShort()),
                                    mend));
        } catch (IOException e) {
            return List.of(Finding.fail(
                    "payload: the connection breaks when %d bytes are sent, which the server takes (%s)"
                            .formatted(size, UpgradeCheck.cause(e)),
                    mend));
        }
    }
}
