package io.rotunda.server.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// What the doctor says of certificates, that of a proxy which ends TLS.
class CertificateE2E {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path data;

    @RegisterExtension
    private static final TwoServers SERVERS = new TwoServers(() -> data);

    @Test
    void oneThatNobodyTrustsIsSaidInOneLine() throws Exception {
        var said = doctor(tls(365));
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("FAIL  certificate: no trusted connection ("), said);
        assertTrue(said.contains("from an authority that browsers trust"), said);
    }

    @ParameterizedTest
    @CsvSource({"365, 'ok    certificate: trusted, and good until '", "3, 'warn  certificate: it ends at '"})
    void oneThatIsTrustedIsLookedAtForItsEnd(int days, String what) throws Exception {
        var before = SSLContext.getDefault();
        var tls = tls(days);
        SSLContext.setDefault(tls);
        try {
            var said = doctor(tls);
            assertTrue(said.startsWith(what), said);
            assertEquals(days == 3, said.contains("renew it"), said);
            assertTrue(said.contains("ok    upgrade: "), said);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private static String doctor(SSLContext tls) throws Exception {
        var listening = tls.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        try (var proxy = new BreakingProxy(listening, Faults.NONE, SERVERS.ports())) {
            var out = new ByteArrayOutputStream();
            new CommandLine(new DoctorCommand(new PrintStream(out, true, UTF_8)))
                    .execute("https://127.0.0.1:" + proxy.port(), "--origin", TwoServers.PAGE);
            return out.toString(UTF_8);
        }
    }

    /// A server's, and a client's that trusts it.
    private static SSLContext tls(int days) throws Exception {
        var file = data.resolve(days + "-" + System.nanoTime() + ".p12");
        var keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "proxy",
                        "-keyalg",
                        "EC",
                        "-validity",
                        String.valueOf(days),
                        "-dname",
                        "CN=proxy",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        var tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), new SecureRandom());
        return tls;
    }
}
