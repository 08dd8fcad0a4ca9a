package io.rotunda.server.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.rotunda.server.config.NodeName;
import io.rotunda.server.config.Settings.LogFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LoggingTest {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VySWQiOiJhbm4ifQ.c2lnbmF0dXJl_-";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void aTokenIsMaskedWhereverItStands(LogFormat format) {
        var failure = new IllegalStateException("GET /?token=" + TOKEN, new RuntimeException("auth " + TOKEN));
        var line = line(format, "refused Bearer " + TOKEN + " of {}", failure, "token=" + TOKEN + "&EIO=4");
        assertFalse(line.contains("eyJ1c2"), line);
        assertFalse(line.contains("c2lnb"), line);
        assertTrue(line.contains("refused Bearer ***"), line);
        assertTrue(line.contains("&EIO=4"), line);
        assertTrue(line.contains("IllegalStateException"), line);
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void aKeyIsMasked(LogFormat format) {
        var pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY-----";
        var line = line(format, "read {}", null, pem);
        assertFalse(line.contains("MC4C"), line);
    }

    @Test
    void aLineOfTextHoldsTimeLevelPlaceAndMessage() {
        var line = line(LogFormat.TEXT, "node {} is up", null, "a");
        assertTrue(line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+ WARN  node-1 Rooms node a is up\\R"), line);
    }

    @Test
    void aLineOfJsonIsOneObject() {
        var line = line(LogFormat.JSON, "first\nsecond", null);
        assertTrue(line.startsWith("{\"@timestamp\":") && line.endsWith("}\n"), line);
        assertEquals(1, line.lines().count());
        assertTrue(line.contains("\"message\":\"first\\nsecond\""), line);
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void whoAndWhatALineIsAboutStandsInFieldsOfItsOwn(LogFormat format) {
        var event =
                new LoggingEvent("", context.getLogger("io.rotunda.rooms.Rooms"), Level.WARN, "refused", null, null);
        event.addKeyValuePair(new KeyValuePair("socketId", "s1"));
        event.addKeyValuePair(new KeyValuePair("userId", TOKEN));
        var line = line(format, event);
        switch (format) {
            case TEXT -> assertTrue(line.endsWith("node-1 Rooms refused socketId=s1 userId=***\n"), line);
            case JSON -> {
                assertTrue(line.contains("\"node\":\"node-1\""), line);
                assertTrue(line.contains("\"socketId\":\"s1\""), line);
                assertTrue(line.contains("\"userId\":\"***\""), line);
            }
        }
    }

    private String line(LogFormat format, String message, @Nullable Throwable failure, Object... arguments) {
        Logger logger = context.getLogger("io.rotunda.rooms.Rooms");
        var event = new LoggingEvent("", logger, Level.WARN, message, failure, arguments);
        return line(format, event);
    }

    private String line(LogFormat format, LoggingEvent event) {
        return new String(
                Logging.encoder(format, new NodeName("node-1"), context).encode(event), StandardCharsets.UTF_8);
    }
}
