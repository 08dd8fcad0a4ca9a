package io.rotunda.server.config;

import io.rotunda.server.auth.Secret;
import java.net.URI;
import java.security.PublicKey;
import java.util.List;

/// What can be set about tokens: who signs them, and what they say where.
final class TokenVariables {
    static final Variable<List<Secret>> JWT_SECRET = Variable.optional(
                    "JWT_SECRET",
                    Kinds.SECRETS,
                    "a random one in `DATA_DIR` when no key at all is set: development mode",
                    "Verifies tokens with HS256, HS384 or HS512; the first one also signs what `scripts/token` prints.")
            .masked();
    static final Variable<List<PublicKey>> JWT_PUBLIC_KEY = Variable.optional(
                    "JWT_PUBLIC_KEY",
                    Kinds.PUBLIC_KEYS,
                    "none",
                    "Verifies tokens with `RS*`, `PS*`, ES256, ES384 or EdDSA, whichever the key is for. Any of the three"
                            + " kinds of keys may be set together while keys are rotated.")
            .masked();
    static final Variable<URI> JWT_JWKS_URL = Variable.optional(
                    "JWT_JWKS_URL",
                    Kinds.WEB_ADDRESS,
                    "none",
                    "Where an identity provider publishes its keys; asked again when a token names an unknown one.")
            .masked();
    static final Variable<String> JWT_ISSUER =
            Variable.optional("JWT_ISSUER", Kinds.TEXT, "any", "What `iss` of a token must be.");
    static final Variable<String> JWT_AUDIENCE =
            Variable.optional("JWT_AUDIENCE", Kinds.TEXT, "any", "What `aud` of a token must be or contain.");
    static final Variable<String> JWT_CLAIM_USER =
            Variable.optional("JWT_CLAIM_USER", Kinds.TEXT, "`userId`, else `sub`", "The claim with the user's id.");
    static final Variable<String> JWT_CLAIM_NAME =
            Variable.of("JWT_CLAIM_NAME", Kinds.TEXT, "name", "The claim with the user's name.");
    static final Variable<String> JWT_CLAIM_ORGANIZATION = Variable.of(
            "JWT_CLAIM_ORGANIZATION", Kinds.TEXT, "organizationId", "The claim with the organization's id.");
    static final Variable<String> JWT_CLAIM_CUSTOMERS = Variable.optional(
            "JWT_CLAIM_CUSTOMERS",
            Kinds.TEXT,
            "`customerIds`, an array, else `customerId`, a string",
            "The claim with the ids of the user's customers; one that is named here may be an array or a string.");
    static final Variable<String> JWT_CLAIM_ROLE =
            Variable.of("JWT_CLAIM_ROLE", Kinds.TEXT, "role", "The claim with the role: `member`, `admin` or `agent`.");
    static final Variable<Boolean> ALLOW_TOKEN_IN_QUERY = Variable.of(
            "ALLOW_TOKEN_IN_QUERY",
            Kinds.FLAG,
            "false",
            "Whether a token may stand in the query string, where proxies and browsers keep it.");

    /// In the order of the documentation.
    static final List<Variable<?>> ALL = List.of(
            JWT_SECRET,
            JWT_PUBLIC_KEY,
            JWT_JWKS_URL,
            JWT_ISSUER,
            JWT_AUDIENCE,
            JWT_CLAIM_USER,
            JWT_CLAIM_NAME,
            JWT_CLAIM_ORGANIZATION,
            JWT_CLAIM_CUSTOMERS,
            JWT_CLAIM_ROLE,
            ALLOW_TOKEN_IN_QUERY);

    private TokenVariables() {}
}
