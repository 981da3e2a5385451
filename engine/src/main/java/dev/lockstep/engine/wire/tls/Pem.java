package dev.lockstep.engine.wire.tls;

import dev.lockstep.engine.bytes.MalformedBytesException;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * PEM files (RFC 7468): certificates, and private keys as PKCS #8 or, as MySQL's servers write them, PKCS #1. A file that
 * does not hold what it should ends in a {@link MalformedBytesException} that says so.
 */
public final class Pem {
    private static final int LINE = 64;
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final int[] RSA = {1, 2, 840, 113549, 1, 1, 1};

    private Pem() {}

    /** A certificate's text. */
    public static byte[] certificate(byte[] der) {
        return text(CERTIFICATE, der);
    }

    /** A private key's text, PKCS #8. */
    public static byte[] privateKey(PrivateKey key) {
        return text(PKCS8, key.getEncoded());
    }

    private static byte[] text(String what, byte[] der) {
        byte[] lineEnd = {'\n'};
        String base64 = Base64.getMimeEncoder(LINE, lineEnd).encodeToString(der);
        return ("-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** All certificates of a file, at least one, in their order. */
    public static List<X509Certificate> certificates(byte[] file) {
        List<X509Certificate> all = new ArrayList<>();
        String text = new String(file, StandardCharsets.ISO_8859_1);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            int at = 0;
            for (byte[] der = block(text, CERTIFICATE, at); der.length > 0; der = block(text, CERTIFICATE, at)) {
                all.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
                at = text.indexOf(end(CERTIFICATE), at) + 1;
            }
        } catch (GeneralSecurityException e) {
            throw malformed("a certificate cannot be read: " + e.getMessage(), e);
        }
        if (all.isEmpty()) {
            throw new MalformedBytesException("no certificate (-----BEGIN CERTIFICATE-----) in the file", 0);
        }
        return all;
    }

    /** The private key of a file. */
    public static PrivateKey privateKey(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        byte[] pkcs8 = block(text, PKCS8, 0);
        byte[] pkcs1 = block(text, PKCS1, 0);
        if (pkcs8.length == 0 && pkcs1.length > 0) {
            pkcs8 = Der.of(Der.SEQUENCE, Der.integer(BigInteger.ZERO), Der.of(Der.SEQUENCE, Der.object(RSA), Der.NULL),
                    Der.of(Der.OCTET_STRING, pkcs1));
        }
        if (pkcs8.length == 0) {
            throw new MalformedBytesException(text.contains(SEC1)
                    ? "the key is an \"EC PRIVATE KEY\"; convert it with openssl pkcs8 -topk8 -nocrypt"
                    : "no unencrypted private key (-----BEGIN PRIVATE KEY-----) in the file", 0);
        }
        GeneralSecurityException last = new GeneralSecurityException("unknown kind of key");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw malformed("the private key cannot be read", last);
    }

    private static String end(String what) {
        return "-----END " + what + "-----";
    }

    /** The bytes of the first block of that kind from {@code from} on; none if there is no such block. */
    private static byte[] block(String text, String what, int from) {
        String begin = "-----BEGIN " + what + "-----";
        int start = text.indexOf(begin, from);
        int end = text.indexOf(end(what), from);
        if (start < 0 || end < start) {
            return new byte[0];
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
        } catch (IllegalArgumentException e) {
            throw malformed("a " + what + " block is not base64", e);
        }
    }

    private static MalformedBytesException malformed(String message, Throwable cause) {
        return (MalformedBytesException) new MalformedBytesException(message, 0).initCause(cause);
    }
}
