package io.rotunda.server.doctor;

import java.io.IOException;
import java.util.List;

/// Whether WebSockets pass, from the start and as the upgrade of a session on polling.
final class UpgradeCheck implements Check {
    private static final String MEND =
            "pass the upgrade on, over HTTP/1.1 (nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
                    + " proxy_set_header Connection \"upgrade\")";

    @Override
    public List<Finding> look(Deployment deployment) throws IOException, InterruptedException {
        try (var line = deployment.webSocket(null)) {
            var opened = line.next(deployment.patience());
            if (opened == null || Handshake.in(opened) == null) {
                return List.of(Finding.fail("upgrade: a WebSocket opens, but nothing is heard on it", MEND));
            }
        } catch (Line.Refused e) {
            return List.of(
                    Finding.fail("upgrade: a WebSocket is refused with " + e.status(), Status.mend(e.status(), MEND)));
        } catch (IOException e) {
            return List.of(Finding.fail("upgrade: a WebSocket breaks (" + cause(e) + ")", MEND));
        }
        return List.of(fromPolling(deployment));
    }

    private static Finding fromPolling(Deployment deployment) throws IOException, InterruptedException {
        var handshake = Handshake.in(deployment.handshake().body());
        if (handshake == null) {
            return Finding.ok("upgrade: a WebSocket opens");
        }
        try (var line = deployment.webSocket(handshake.sid())) {
            line.say("2probe");
            return "3probe".equals(line.next(deployment.patience()))
                    ? Finding.ok("upgrade: a WebSocket opens, and a session on polling goes on over one")
                    : Finding.fail("upgrade: a session on polling cannot go on over a WebSocket", MEND);
        } catch (IOException e) {
            return Finding.fail(
                    "upgrade: a WebSocket opens, but no session on polling goes on over one (" + cause(e) + ")",
                    "mend the stickiness first: the WebSocket comes to another server");
        }
    }

    static String cause(IOException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        var message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
