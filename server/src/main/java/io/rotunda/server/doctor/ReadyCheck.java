package io.rotunda.server.doctor;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Whether the server says that it can serve, and how long its certificate is good.
final class ReadyCheck implements Check {
    private static final Duration SOON = Duration.ofDays(14);

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        var answer = deployment.get("/readyz");
        var certificate = answer.certificate();
        if (certificate != null) {
            findings.add(lasting(certificate));
        }
        switch (answer.status()) {
            case 200 -> {
                var said = Handshake.json(answer.body());
                if (!said.path("status").asText().equals("ready")) {
                    findings.add(passOn(answer)); // a page of the proxy's, or of another program
                    break;
                }
                findings.add(Finding.ok("readiness: the server can serve"));
                said.path("warnings")
                        .forEach(warning -> findings.add(
                                Finding.warn("readiness: " + warning.asText(), "turn it on in postgresql.conf")));
            }
            case 503 ->
                findings.add(Finding.fail(
                        "readiness: the server cannot serve (" + answer.inShort() + ")",
                        "see its log; most often PostgreSQL is away or DATABASE_URL is wrong"));
            default -> findings.add(passOn(answer));
        }
        return findings;
    }

    private static Finding passOn(Answer answer) {
        return Finding.warn(
                "readiness: /readyz is answered with " + answer.inShort(),
                "pass /readyz on to the server, or have whatever balances load ask it directly");
    }

    private static Finding lasting(X509Certificate certificate) {
        var end = certificate.getNotAfter().toInstant();
        return end.isBefore(Instant.now().plus(SOON))
                ? Finding.warn("certificate: it ends at " + end, "renew it")
                : Finding.ok("certificate: trusted, and good until " + end);
    }
}
