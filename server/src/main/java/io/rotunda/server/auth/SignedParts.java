package io.rotunda.server.auth;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of a token, for the library to check the signature. What they say was read before, and more strictly: the
/// library is not asked to read it again.
///
/// @param getKeyId null if the token does not name its key
record SignedParts(
        String getHeader,
        String getPayload,
        String getSignature,
        @Nullable String getKeyId) implements DecodedJWT {

    @Override
    public String getToken() {
        return getHeader + "." + getPayload + "." + getSignature;
    }

    @Override
    public String getIssuer() {
        throw notRead();
    }

    @Override
    public String getSubject() {
        throw notRead();
    }

    @Override
    public List<String> getAudience() {
        throw notRead();
    }

    @Override
    public Date getExpiresAt() {
        throw notRead();
    }

    @Override
    public Date getNotBefore() {
        throw notRead();
    }

    @Override
    public Date getIssuedAt() {
        throw notRead();
    }

    @Override
    public String getId() {
        throw notRead();
    }

    @Override
    public Claim getClaim(String name) {
        throw notRead();
    }

    @Override
    public Map<String, Claim> getClaims() {
        throw notRead();
    }

    @Override
    public String getAlgorithm() {
        throw notRead();
    }

    @Override
    public String getType() {
        throw notRead();
    }

    @Override
    public String getContentType() {
        throw notRead();
    }

    @Override
    public Claim getHeaderClaim(String name) {
        throw notRead();
    }

    /// A record's own would show the token.
    @Override
    public String toString() {
        return "SignedParts";
    }

    private static UnsupportedOperationException notRead() {
        return new UnsupportedOperationException("claims are read by Claims");
    }
}
