package io.rotunda.server.auth;

import static io.rotunda.server.auth.Forge.NOW;
import static io.rotunda.server.auth.Forge.SECRET;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import io.rotunda.handlers.Tokens.Refused;
import io.rotunda.server.config.NodeName;
import io.rotunda.server.config.Settings;
import io.rotunda.server.logs.Logging;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What is written while tokens are refused, with our own loggers at their finest.
class LogOfRefusalsIT {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.rotunda");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.TRACE);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void neitherTokensNorKeysNorAnswersOfTheEndpointAreInTheLog() throws Exception {
        var attacks = Stream.of(
                        ForgedTokensTest.algorithms(),
                        ForgedTokensTest.shapes(),
                        ForgedTokensTest.headers(),
                        ForgedTokensTest.payloads())
                .flatMap(table -> table)
                .map(attack -> (String) attack.get()[1])
                .toList();
        try (var server = new KeyServer()) {
            for (var body : List.of("hunter2", "{\"keys\":[{\"kty\":\"hunter2\",\"k\":\"hunter2\"}]}", "")) {
                server.answers(200, body);
                var jwks = new Jwks(new JwksEndpoint(server.url()), System::nanoTime);
                var tokens =
                        new JwtTokens(Forge.settings(List.of(SECRET), List.of(Forge.RSA.getPublic())), jwks, () -> NOW);
                for (var token : attacks) {
                    assertThrows(Refused.class, () -> tokens.verify(token));
                }
                assertThrows(Refused.class, () -> tokens.verify(Forge.signedBy("hunter2", Forge.P256)));
            }
        }
        assertFalse(lines.list.isEmpty());
        for (var format : Settings.LogFormat.values()) {
            var encoder = Logging.encoder(format, new NodeName("node"), logger.getLoggerContext());
            lines.list.forEach(line -> assertClean(line, encoder));
        }
    }

    private static void assertClean(ILoggingEvent line, Encoder<ILoggingEvent> encoder) {
        // Before masking, too: the mask is a net, not the rule.
        for (var text : List.of(line.getFormattedMessage(), new String(encoder.encode(line), StandardCharsets.UTF_8))) {
            for (var secret : List.of("hunter2", "$ecret", "eyJ", SECRET.text(), "BEGIN")) {
                assertFalse(text.contains(secret), text);
            }
        }
    }
}
