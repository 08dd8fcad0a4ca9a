package io.rotunda.server.auth;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Public keys out of PEM text.
public final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

    private Pem() {}

    /// All keys in the text, in its order; what stands between the blocks is skipped, as other readers do.
    ///
    /// @throws GeneralSecurityException if there is none, or one that cannot verify tokens; its message
    ///     quotes nothing
    public static List<PublicKey> publicKeys(String text) throws GeneralSecurityException {
        var keys = new ArrayList<PublicKey>();
        // Environment files often hold a PEM in one line, its line ends written as backslash and n.
        var blocks = BLOCK.matcher(text.replace("\\n", "\n"));
        while (blocks.find()) {
            keys.add(publicKey(blocks.group(1), Base64.getMimeDecoder().decode(blocks.group(2))));
        }
        if (keys.isEmpty()) {
            throw new InvalidKeyException("it holds no PEM block");
        }
        for (var key : keys) {
            VerificationKey.of(null, key);
        }
        return keys;
    }

    private static PublicKey publicKey(String label, byte[] der) throws GeneralSecurityException {
        return switch (label) {
            case "PUBLIC KEY" -> publicKey(der);
            case "CERTIFICATE" ->
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der))
                        .getPublicKey();
            default -> throw new InvalidKeyException("it holds a " + label + ", which is not a PUBLIC KEY");
        };
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        for (var kind : KINDS) {
            var key = publicKeyOf(kind, der);
            if (key != null) {
                return key;
            }
        }
        throw new InvalidKeyException("keys are RSA, EC on P-256 or P-384, or Ed25519");
    }

    /// Null if it is a key of another kind: the factories do not say which.
    private static @Nullable PublicKey publicKeyOf(String kind, byte[] der) throws NoSuchAlgorithmException {
        try {
            return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            return null;
        }
    }
}
