package io.rotunda.server.webhooks;

import io.rotunda.server.auth.Secret;
import java.net.URI;

/// Who is told what happens.
///
/// @param url may hold a user and a password, which are sent as such
/// @param secret what the receiver knows us by
/// @param maxPending how many events may wait; beyond it the oldest give way
public record WebhookSettings(URI url, Secret secret, int maxPending) {

    /// Where, and no more: a path may be a secret, as a user or a query.
    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
