package io.rotunda.server.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReceiverLogTest {
    private static final String REFUSED = "WARN The receiver of webhooks does not accept them (status %d): they wait";
    private static final String ACCEPTED = "INFO The receiver of webhooks accepts them again";

    private final Logger logger = (Logger) LoggerFactory.getLogger(ReceiverLog.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final ReceiverLog log = new ReceiverLog();

    private long now = Long.MAX_VALUE - 5;

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
    }

    @AfterEach
    void hearNoMore() {
        logger.detachAppender(written);
    }

    @Test
    void theFirstRefusalIsSaidWhateverItIsAndTheFirstSuccessAfterIt() {
        log.accepted();
        refuses(401);
        now += ReceiverLog.QUIET.toNanos();
        refuses(503);
        log.accepted();
        log.accepted();
        assertEquals(List.of(REFUSED.formatted(401), ACCEPTED), lines());
    }

    @Test
    void aReceiverThatAcceptsSomeAndNotOthersIsSaidToOnceAMinute() {
        refuses(400);
        log.accepted();
        now += ReceiverLog.QUIET.toNanos() - 1;
        refuses(404);
        log.accepted();
        now += 1;
        refuses(500);
        log.accepted();
        assertEquals(List.of(REFUSED.formatted(400), ACCEPTED, REFUSED.formatted(500), ACCEPTED), lines());
    }

    private void refuses(int status) {
        log.refused(Answer.of(status, null), now);
    }

    private List<String> lines() {
        return written.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }
}
