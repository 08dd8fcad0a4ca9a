package io.rotunda.server.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import io.rotunda.server.config.NodeName;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;

/// The net under our own care: what looks like a JSON Web Token, or like a key in PEM, is masked in every line, even
/// when a library put it into the message of an exception.
final class Masking {
    /// The first characters of a token are its header, `{"` in base64url.
    private static final String SECRET =
            "eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.?[A-Za-z0-9_-]*|-----BEGIN [A-Z ]+-----[^-]*(-----END [A-Z ]+-----)?";

    private static final String MASK = "***";

    private Masking() {}

    static Encoder<ILoggingEvent> text(NodeName node, LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        // nopex: the trace stands inside the replaced part.
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level " + node.text()
                + " %logger{0} %replace(%msg%replace( %kvp{NONE}){' $',''}%n%ex){'" + SECRET + "','" + MASK
                + "'}%nopex");
        encoder.start();
        return encoder;
    }

    static Encoder<ILoggingEvent> json(NodeName node, LoggerContext context) {
        var mask = new MaskingJsonGeneratorDecorator();
        mask.addValue(SECRET);
        mask.setDefaultMask(MASK);
        mask.start();
        var encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.setJsonGeneratorDecorator(mask);
        encoder.setCustomFields("{\"node\":\"" + node.text() + "\"}"); // beside those that a line has by itself
        encoder.start();
        return encoder;
    }
}
