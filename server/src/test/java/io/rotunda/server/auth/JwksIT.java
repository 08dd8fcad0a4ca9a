package io.rotunda.server.auth;

import static io.rotunda.server.auth.Forge.NOW;
import static io.rotunda.server.auth.Forge.SECRET;
import static io.rotunda.server.auth.Forge.jwk;
import static io.rotunda.server.auth.Forge.signedBy;
import static io.rotunda.server.auth.RefusalAssert.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rotunda.handlers.Tokens.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class JwksIT {
    private static final KeyPair OLD = Forge.curve("secp256r1");
    private static final KeyPair NEW = Forge.curve("secp256r1");
    private static final Duration PATIENT = Duration.ofSeconds(60);

    private final AtomicLong nanos = new AtomicLong();
    private KeyServer server;
    private JwtTokens tokens;

    @BeforeEach
    void start() throws Exception {
        server = new KeyServer();
        tokens = tokens(PATIENT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keysAreFetchedWhenTheFirstTokenNeedsThem() throws Exception {
        server.publishes(jwk("old", OLD.getPublic()));
        assertEquals(0, server.requests());
        tokens.verify(signedBy("old", OLD));
        tokens.verify(signedBy("old", OLD));
        assertEquals(1, server.requests());
    }

    @Test
    void everyKindOfKeyCanBePublished() throws Exception {
        server.publishes(
                jwk("rsa", Forge.RSA.getPublic()),
                jwk("p384", Forge.P384.getPublic()),
                jwk("ed", Forge.ED25519.getPublic()),
                "{\"kty\":\"oct\",\"kid\":\"oct\",\"k\":\"AAAA\"}");
        for (var algorithm : List.of("RS256", "RS512", "PS256", "PS512")) {
            assertEquals(
                    "ann", tokens.verify(Forge.signed(algorithm, Forge.RSA)).userId());
        }
        assertEquals("ann", tokens.verify(Forge.signed("ES384", Forge.P384)).userId());
        assertEquals("ann", tokens.verify(Forge.signed("EdDSA", Forge.ED25519)).userId());
        assertEquals(1, server.requests());
    }

    @Test
    void tokensOfConfiguredKeysNeverAskTheEndpoint() throws Exception {
        tokens.verify(Forge.hs256(Forge.CLAIMS));
        assertRefused(Reason.AUTH_INVALID, tokens, Forge.hs256(Forge.CLAIMS) + "x");
        assertRefused(Reason.AUTH_INVALID, tokens, Forge.unsigned("{\"alg\":\"none\"}", Forge.CLAIMS));
        assertEquals(0, server.requests());
    }

    @Test
    void aRotatedKeyIsFoundAndTheWithdrawnOneForgotten() throws Exception {
        server.publishes(jwk("old", OLD.getPublic()));
        tokens.verify(signedBy("old", OLD));
        server.publishes(jwk("new", NEW.getPublic()));
        pass(Jwks.PAUSE);
        tokens.verify(signedBy("new", NEW));
        pass(Jwks.PAUSE);
        assertRefused(Reason.AUTH_INVALID, tokens, signedBy("old", OLD));
    }

    @Test
    void aKeyRotatedUnderTheSameNameIsFound() throws Exception {
        server.publishes(jwk("key", OLD.getPublic()));
        tokens.verify(signedBy("key", OLD));
        server.publishes(jwk("key", NEW.getPublic()));
        pass(Jwks.PAUSE);
        tokens.verify(signedBy("key", NEW));
    }

    @Test
    void oldKeysAreAskedForAgainInTheBackground() throws Exception {
        server.publishes(jwk("old", OLD.getPublic()));
        tokens.verify(signedBy("old", OLD));
        var asked = new CountDownLatch(1);
        server.is(exchange -> {
            asked.countDown();
            exchange.sendResponseHeaders(503, -1);
        });
        pass(Jwks.FRESH);
        tokens.verify(signedBy("old", OLD));
        asked.await();
        tokens.verify(signedBy("old", OLD));
    }

    @Test
    void aTokenNamingAnotherKeyThanTheOneThatSignedItIsRefused() {
        server.publishes(jwk("old", OLD.getPublic()), jwk("new", NEW.getPublic()));
        assertRefused(Reason.AUTH_INVALID, tokens, signedBy("new", OLD));
    }

    @Test
    void forgedTokensDoNotFloodTheEndpoint() {
        server.publishes(jwk("old", OLD.getPublic()));
        for (var i = 0; i < 50; i++) {
            assertRefused(Reason.AUTH_INVALID, tokens, signedBy("../../key-" + i, NEW));
        }
        assertEquals(1, server.requests());
        pass(Jwks.PAUSE);
        assertRefused(Reason.AUTH_INVALID, tokens, signedBy("another", NEW));
        assertEquals(2, server.requests());
    }

    @Test
    void manyAtOnceShareOneFetch() throws Exception {
        var release = new CountDownLatch(1);
        server.is(exchange -> {
            awaitQuietly(release);
            var body = Forge.jwks(jwk("old", OLD.getPublic())).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var verified = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> tokens.verify(signedBy("old", OLD))))
                    .toList();
            release.countDown();
            for (var one : verified) {
                assertEquals("ann", one.get().userId());
            }
        }
        assertEquals(1, server.requests());
    }

    @Test
    void knownKeysStayInForceDuringAnOutage() throws Exception {
        server.publishes(jwk("old", OLD.getPublic()));
        tokens.verify(signedBy("old", OLD));
        server.close();
        pass(Jwks.FRESH);
        tokens.verify(signedBy("old", OLD));
        pass(Jwks.FRESH);
        tokens.verify(signedBy("old", OLD));
        assertRefused(Reason.AUTH_INVALID, tokens, signedBy("old", NEW));
    }

    @Test
    void anUnknownKeyDuringAnOutageMayBeTriedAgain() throws Exception {
        server.publishes(jwk("old", OLD.getPublic()));
        tokens.verify(signedBy("old", OLD));
        server.answers(503, "");
        pass(Jwks.PAUSE);
        assertRefused(Reason.AUTH_UNAVAILABLE, tokens, signedBy("new", NEW));
        server.publishes(jwk("new", NEW.getPublic()));
        pass(Jwks.PAUSE_AFTER_FAILURE);
        tokens.verify(signedBy("new", NEW));
    }

    @Test
    void aRefusingEndpointIsUnavailable() {
        server.close();
        assertRefused(Reason.AUTH_UNAVAILABLE, tokens, signedBy("old", OLD));
    }

    @Test
    void aFailingEndpointIsNotAskedAtOnceAgain() {
        server.answers(503, "");
        for (var i = 0; i < 20; i++) {
            assertRefused(Reason.AUTH_UNAVAILABLE, tokens, signedBy("old", OLD));
        }
        assertEquals(1, server.requests());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "null",
                "{\"keys\":7}",
                "{\"keys\":[]}",
                "{\"keys\":[7,null,{}]}",
                "{\"keys\":{\"kty\":\"RSA\"}}",
            })
    void garbageIsUnavailable(String body) {
        server.answers(200, body);
        assertRefused(Reason.AUTH_UNAVAILABLE, tokens, signedBy("old", OLD));
    }

    @Test
    void aKeyThatCannotBeReadDoesNotTakeTheOthersWithIt() throws Exception {
        server.publishes("{\"kty\":\"EC\",\"kid\":\"old\"}", "7", jwk("old", OLD.getPublic()));
        tokens.verify(signedBy("old", OLD));
    }

    @Test
    void aHugeAnswerIsUnavailable() {
        server.answers(200, Forge.jwks(jwk("old", OLD.getPublic())) + " ".repeat(300 * 1024));
        assertRefused(Reason.AUTH_UNAVAILABLE, tokens, signedBy("old", OLD));
    }

    @Test
    void anAnswerWithoutAnEndIsUnavailable() {
        server.is(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (var i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(new byte[1024]);
            }
        });
        assertRefused(Reason.AUTH_UNAVAILABLE, tokens, signedBy("old", OLD));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSlowAnswerIsUnavailableInTime(boolean headersFirst) {
        var end = new CountDownLatch(1);
        server.is(exchange -> {
            if (headersFirst) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            awaitQuietly(end);
        });
        assertTimeoutPreemptively(
                PATIENT,
                () -> assertRefused(Reason.AUTH_UNAVAILABLE, tokens(Duration.ofMillis(100)), signedBy("old", OLD)));
        end.countDown();
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        try (var other = new KeyServer()) {
            other.publishes(jwk("old", OLD.getPublic()));
            server.is(exchange -> {
                exchange.getResponseHeaders().add("Location", other.url().toString());
                exchange.sendResponseHeaders(302, -1);
            });
            assertRefused(Reason.AUTH_UNAVAILABLE, tokens, signedBy("old", OLD));
            assertEquals(0, other.requests());
        }
    }

    @Test
    void theEndpointIsNamedWithoutItsQuery() {
        assertFalse(new JwksEndpoint(server.url()).toString().contains("$ecret"));
    }

    private JwtTokens tokens(Duration timeout) throws GeneralSecurityException {
        var jwks = new Jwks(new JwksEndpoint(server.url(), timeout), nanos::get);
        return new JwtTokens(Forge.settings(List.of(SECRET), List.of()), jwks, () -> NOW);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
