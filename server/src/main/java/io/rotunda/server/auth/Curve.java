package io.rotunda.server.auth;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/// The elliptic curves that tokens are signed on with ECDSA.
enum Curve {
    P256("P-256", "secp256r1"),
    P384("P-384", "secp384r1");

    /// The name of the curve in a JWK.
    final String jwkName;

    private final String name;

    Curve(String jwkName, String name) {
        this.jwkName = jwkName;
        this.name = name;
    }

    ECParameterSpec parameters() {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this curve", e);
        }
    }

    boolean holds(ECKey key) {
        var mine = parameters();
        var other = key.getParams();
        return mine.getCurve().equals(other.getCurve())
                && mine.getGenerator().equals(other.getGenerator())
                && mine.getOrder().equals(other.getOrder())
                && mine.getCofactor() == other.getCofactor();
    }
}
