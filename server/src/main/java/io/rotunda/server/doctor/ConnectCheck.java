package io.rotunda.server.doctor;

import java.io.IOException;
import java.util.List;

/// Whether a client with the token comes in, up to `connected`.
final class ConnectCheck implements Check {
    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        try (var line = deployment.webSocket(null)) {
            line.next(deployment.patience()); // the handshake
            line.say(connect(deployment));
            var answer = line.nextButPings(deployment.patience());
            if (answer != null && answer.startsWith("44")) {
                return List.of(refused(deployment, answer));
            }
            if (answer == null || !answer.startsWith("40")) {
                return List.of(Finding.fail("connection: a CONNECT is not answered", "see the server's log"));
            }
            var event = line.nextButPings(deployment.patience());
            return List.of(
                    event != null && event.startsWith("42[\"connected\"")
                            ? Finding.ok("connection: the token is accepted, and `connected` was heard")
                            : Finding.fail(
                                    "connection: the token is accepted, but `connected` was not heard",
                                    "see the server's log; most often PostgreSQL is slow or away"));
        } catch (Line.Refused _) {
            return List.of(); // the upgrade was looked at before
        }
    }

    /// A CONNECT of the deployment's client.
    static String connect(Deployment deployment) {
        return deployment.token() == null ? "40" : "40{\"token\":\"" + deployment.token() + "\"}";
    }

    private static Finding refused(Deployment deployment, String answer) {
        var code = Handshake.json(answer.substring(2)).path("data").path("code").asText("no code");
        return switch (code) {
            case "AUTH_UNAVAILABLE" ->
                Finding.fail(
                        "connection: the token cannot be looked at (AUTH_UNAVAILABLE)",
                        "have JWT_JWKS_URL answer to the server: the keys cannot be fetched there");
            case "OVERLOADED" ->
                Finding.fail(
                        "connection: the server has too much to do or is about to go (OVERLOADED)",
                        "see its log and /metrics, and try again");
            default -> judged(deployment, code);
        };
    }

    private static Finding judged(Deployment deployment, String code) {
        return deployment.token() == null
                ? Finding.ok("connection: nobody comes in without a token (" + code + "); --token goes further")
                : Finding.fail(
                        "connection: the token is refused (" + code + ")",
                        "sign it with a key that the server has (JWT_SECRET, JWT_PUBLIC_KEY, JWT_JWKS_URL), with the"
                                + " issuer, audience and claims that it asks for");
    }
}
