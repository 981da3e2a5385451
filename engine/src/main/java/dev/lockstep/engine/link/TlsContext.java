package dev.lockstep.engine.link;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.tls.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What one side of TLS shows and whom it trusts: from PEM files to the JDK's engines. Thread-safe.
 */
public final class TlsContext {
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;
    private final Files files;
    private final List<String> protocols;

    /**
     * What was configured; each file's content, null if none is named.
     *
     * @param authority {@code ssl_ca}, {@code MASTER_SSL_CA}: who may have signed the other side's certificate
     * @param certificate {@code ssl_cert}, {@code MASTER_SSL_CERT}: certificate to show, and those that it hangs from
     * @param key {@code ssl_key}, {@code MASTER_SSL_KEY}
     */
    public record Files(@Nullable Blob authority, @Nullable Blob certificate, @Nullable Blob key) {}

    /**
     * With these files.
     *
     * @param protocols such as {@code TLSv1.2}; those that this Java has switched off are left out; empty for its own choice
     * @throws IOException if one of the files does not hold what it should, or no protocol is left
     */
    public TlsContext(Files files, List<String> protocols) throws IOException {
        this.files = files;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(keys(files), trust(files), null);
            this.protocols = usable(protocols);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        } catch (MalformedBytesException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private List<String> usable(List<String> wanted) throws IOException {
        List<String> offered = Arrays.asList(context.getDefaultSSLParameters().getProtocols());
        if (wanted.isEmpty()) {
            return offered;
        }
        List<String> both = new ArrayList<>(wanted);
        both.retainAll(offered);
        if (both.isEmpty()) {
            throw new IOException(
                    "none of the TLS versions " + String.join(",", wanted) + " is offered here; there are "
                            + String.join(",", offered));
        }
        return both;
    }

    private static KeyManager @Nullable [] keys(Files files) throws GeneralSecurityException, IOException {
        Blob certificate = files.certificate();
        Blob key = files.key();
        if (certificate == null || key == null) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Certificate[] chain = Pem.certificates(certificate.bytes()).toArray(X509Certificate[]::new);
        store.setKeyEntry("own", Pem.privateKey(key.bytes()), NO_PASSWORD, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(Files files) throws GeneralSecurityException, IOException {
        Blob authority = files.authority();
        if (authority == null) {
            return new TrustManager[]{new Trusting()};
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        List<X509Certificate> signers = Pem.certificates(authority.bytes());
        for (int i = 0; i < signers.size(); i++) {
            store.setCertificateEntry("ca" + i, signers.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** For a server; a client may show a certificate if there is an authority to check it. */
    SSLEngine serverEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine);
        parameters.setWantClientAuth(files.authority() != null);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** For a client. */
    SSLEngine clientEngine(String host, int port, NameCheck check) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine);
        if (check == NameCheck.ON) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Whether a client compares the certificate's name with the host's: {@code MASTER_SSL_VERIFY_SERVER_CERT}. */
    public enum NameCheck {
        ON, OFF
    }

    private SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols.toArray(String[]::new));
        return parameters;
    }

    /** TLS versions offered, joined by commas. */
    public String versions() {
        return String.join(",", protocols);
    }

    /** A cipher suite in OpenSSL's words, which the servers use: {@code Ssl_cipher}. */
    public static String cipherName(String suite) {
        if (!suite.contains("_WITH_")) {
            return suite;
        }
        return suite.substring("TLS_".length()).replace("_WITH_", "_").replace("AES_", "AES")
                .replace("CHACHA20_POLY1305_",
                        "CHACHA20-POLY1305_")
                .replaceFirst("_CHACHA20-POLY1305_SHA256$", "_CHACHA20-POLY1305")
                .replaceFirst("^RSA_", "").replace("_CBC", "").replace('_', '-');
    }

    /** Without an authority nobody is checked: TLS then only keeps others from reading. */
    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
