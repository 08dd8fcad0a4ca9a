package io.rotunda.server.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Whether a page may connect, and read what it is answered.
final class CorsCheck implements Check {
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        var page = deployment.page();
        var answer = deployment.handshake();
        if (answer.status() == 403) {
            return List.of(Finding.fail(
                    "CORS: pages of " + page + " are refused",
                    deployment.origin() == null
                            ? "have the proxy pass the header Host on (nginx: proxy_set_header Host $host), or name the"
                                    + " origin in CORS_ORIGINS"
                            : "name it in CORS_ORIGINS"));
        }
        if (answer.status() != 200 || Handshake.in(answer.body()) == null) {
            return List.of(); // whoever answered was not the server; the handshake was looked at before
        }
        if (deployment.origin() == null) {
            return List.of(Finding.ok("CORS: pages of the server's own origin connect; --origin looks at another"));
        }
        var findings = new ArrayList<Finding>();
        readable("a request", answer, page, findings);
        var preflight = deployment.preflight();
        if (preflight.status() / 100 == 2) {
            readable("a preflight", preflight, page, findings);
        } else {
            findings.add(Finding.fail(
                    "CORS: a preflight is answered with " + preflight.inShort(),
                    "let OPTIONS requests to /socket.io/ pass to the server"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("CORS: pages of " + page + " connect"));
        }
        return findings;
    }

    private static void readable(String request, Answer answer, String page, List<Finding> findings) {
        var allowed = answer.headers(ALLOWED);
        if (allowed.isEmpty()) {
            findings.add(Finding.fail(
                    "CORS: " + request + " of a page of " + page + " is answered without " + ALLOWED,
                    "have the proxy leave the server's headers as they are"));
        } else if (allowed.size() > 1
                || !allowed.getFirst().equals("*") && !allowed.getFirst().equals(page)) {
            findings.add(Finding.fail(
                    "CORS: " + request + " of a page of " + page + " is answered with " + ALLOWED + ": "
                            + String.join(", ", allowed),
                    "only the server is to set it: take the proxy's own header away"));
        }
    }
}
