package io.rotunda.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against hashes that bcryptjs made, which the reference server uses.
class PasswordHashTest {
    private static final String REST = "$04$Pi7K6sHooJD0l0leAlIsIOIoj.cEwT/cRktLIZA3vHsbZYW8CKJn.";

    @ParameterizedTest
    @ValueSource(strings = {"$2a", "$2b", "$2y"})
    void thePasswordIsKnownWhateverProgramHashedIt(String version) {
        var hash = new PasswordHash(version + REST);
        assertTrue(hash.is("correct horse"));
        assertFalse(hash.is("correct horse "));
        assertFalse(hash.is("Correct horse"));
        assertFalse(hash.is(""));
        assertFalse(hash.is("x".repeat(100_000)));
    }

    @Test
    void ofALongPasswordTheFirst72BytesCountAsElsewhere() {
        assertTrue(new PasswordHash("$2a$04$lqe0fuHJl93csFh1E.yGH.DxG8ONHKSbXFscj8XgpjMaC4A032pU2").is("x".repeat(80)));
    }

    @Test
    void aPasswordIsTextInUtf8() {
        var hash = new PasswordHash("$2a$04$bwgtbz.OkOTvF5sE1PYBuOOPbos5ZfDbrqeSUek5orDUzbW4lguGu");
        assertTrue(hash.is("пароль"));
        assertFalse(hash.is("??????"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse",
                "$2a",
                "$2x" + REST,
                "$2a" + REST + "x",
                "$1" + REST,
                "$2a$31$Pi7K6sHooJD0l0leAlIsIOIoj.cEwT/cRktLIZA3vHsbZYW8CKJn.",
                "$2a$04$Pi7K6sHooJD0l0leAlIsIOIoj.cEwT/cRktLIZA3vHsbZYW8CKJ!.",
            })
    void anythingElseIsNoHash(String text) {
        assertThrows(IllegalArgumentException.class, () -> new PasswordHash(text));
    }

    @Test
    void itIsNotShown() {
        assertEquals("***", new PasswordHash("$2a" + REST).toString());
    }
}
