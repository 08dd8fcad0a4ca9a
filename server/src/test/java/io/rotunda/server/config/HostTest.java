package io.rotunda.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true, 127.0.0.1",
        "127.9.9.9, true, 127.9.9.9",
        "localhost, true, localhost",
        "::1, true, [::1]",
        "0.0.0.0, false, 127.0.0.1",
        "::, false, 127.0.0.1",
        "192.0.2.1, false, 192.0.2.1",
        "example.com, false, example.com",
    })
    void aHostKnowsWhoReachesItAndHowItIsWritten(String name, boolean loopback, String inUrl) {
        assertEquals(loopback, new Host(name).loopback());
        assertEquals(inUrl, new Host(name).inUrl());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "http://a", "a/b", "a:80", "-a", "[::1"})
    void whatIsNoHostIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Host(name));
    }
}
