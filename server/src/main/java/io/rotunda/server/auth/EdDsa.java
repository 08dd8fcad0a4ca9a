package io.rotunda.server.auth;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureGenerationException;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Base64;

/// Ed25519, which java-jwt does not have. Verifies only.
final class EdDsa extends Algorithm {
    private final EdECPublicKey key;

    EdDsa(EdECPublicKey key) {
        super("EdDSA", "Ed25519");
        this.key = key;
    }

    @Override
    public void verify(DecodedJWT jwt) {
        if (!verifies(jwt)) {
            throw new SignatureVerificationException(this);
        }
    }

    @Override
    public byte[] sign(byte[] content) {
        throw new SignatureGenerationException(this, new UnsupportedOperationException("verifies only"));
    }

    private boolean verifies(DecodedJWT jwt) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update((jwt.getHeader() + "." + jwt.getPayload()).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(jwt.getSignature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SignatureVerificationException(this, e);
        }
    }
}
