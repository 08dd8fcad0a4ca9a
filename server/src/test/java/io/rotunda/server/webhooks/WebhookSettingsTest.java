package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rotunda.server.auth.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// What a log shows of the receiver.
class WebhookSettingsTest {
    private static final Secret SECRET = new Secret("a secret that is long enough for us");

    @Test
    void ofTheUrlOnlyWhereItLeadsIsShown() {
        var url = URI.create("https://ann:s3cret@example.com:8443/hooks/s3cret?key=s3cret");
        assertEquals("https://example.com:8443", new WebhookSettings(url, SECRET, 1).toString());
    }
}
