package io.rotunda.handlers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void theLogSaysWhereAFaultWasAndNotWhatItQuotes() {
        var cause = new IllegalArgumentException("Key (content)=(secret) exists");
        var logged = new StringWriter();
        Faults.unquoted(new IllegalStateException("secret", cause)).printStackTrace(new PrintWriter(logged));
        assertFalse(logged.toString().contains("secret"));
        assertTrue(logged.toString().contains("java.lang.IllegalStateException"));
        assertTrue(logged.toString().contains("java.lang.IllegalArgumentException"));
        assertTrue(logged.toString().contains("FaultsTest.java"));
    }
}
