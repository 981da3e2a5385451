package dev.lockstep.engine.wire.tls;

import dev.lockstep.engine.wire.Blob;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Makes a certificate authority of its own and signs certificates with it, as {@code mysql_ssl_rsa_setup} does, but with
 * elliptic curves (P-256), which takes milliseconds where RSA takes tenths of a second. X.509 version 3 (RFC 5280).
 */
public final class CertificateMaker {
    private static final int YEARS = 10;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_SHA256 = Der.of(Der.SEQUENCE, Der.object(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.object(2, 5, 4, 3);
    private static final byte[] BASIC_CONSTRAINTS = Der.object(2, 5, 29, 19);
    private static final byte[] SUBJECT_ALT_NAME = Der.object(2, 5, 29, 17);
    private static final byte[] LOCALHOST = "localhost".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] LOOPBACK_4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    private final String authorityName;
    private final Instant from;
    private final KeyPair authority;
    private final byte[] authorityCertificate;

    /**
     * A certificate with its key.
     *
     * @param certificate DER
     * @param key private key
     */
    public record Identity(Blob certificate, PrivateKey key) {}

    /** A new authority of that name, valid from the day before {@code now}. */
    public CertificateMaker(String name, Instant now) {
        authorityName = name;
        from = now.minus(1, ChronoUnit.DAYS);
        authority = newKeys();
        authorityCertificate = certificate(name, authority, 1,
                Der.of(Der.SEQUENCE, BASIC_CONSTRAINTS, Der.TRUE,
                        Der.of(Der.OCTET_STRING, Der.of(Der.SEQUENCE, Der.TRUE))));
    }

    /** The authority itself. */
    public Identity authority() {
        return new Identity(Blob.of(authorityCertificate), authority.getPrivate());
    }

    /** A new certificate that the authority signs, for the names of this machine's loopback interface. */
    public Identity issue(String name, int serial) {
        KeyPair keys = newKeys();
        byte[] names = Der.of(Der.SEQUENCE, Der.of(DNS_NAME, LOCALHOST), Der.of(IP_ADDRESS, LOOPBACK_4),
                Der.of(IP_ADDRESS, LOOPBACK_6));
        byte[] certificate = certificate(name, keys, serial,
                Der.of(Der.SEQUENCE, SUBJECT_ALT_NAME, Der.of(Der.OCTET_STRING, names)));
        return new Identity(Blob.of(certificate), keys.getPrivate());
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curves", e);
        }
    }

    private byte[] certificate(String subject, KeyPair keys, int serial, byte[] extension) {
        Instant to = from.atZone(ZoneOffset.UTC).plusYears(YEARS).toInstant();
        byte[] version3 = Der.explicit(0, Der.integer(BigInteger.TWO));
        byte[] body = Der.of(Der.SEQUENCE, version3, Der.integer(BigInteger.valueOf(serial)), ECDSA_SHA256,
                name(authorityName), Der.of(Der.SEQUENCE, time(from), time(to)), name(subject),
                keys.getPublic().getEncoded(), Der.explicit(3, Der.of(Der.SEQUENCE, extension)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(authority.getPrivate());
            signature.update(body);
            return Der.of(Der.SEQUENCE, body, ECDSA_SHA256, Der.bits(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no ECDSA", e);
        }
    }

    private static byte[] name(String commonName) {
        return Der.of(Der.SEQUENCE,
                Der.of(Der.SET, Der.of(Der.SEQUENCE, COMMON_NAME, Der.utf8(commonName))));
    }

    /** UTCTime up to 2049, GeneralizedTime after it: RFC 5280, 4.1.2.5. */
    private static byte[] time(Instant instant) {
        String text = TIME.format(instant);
        boolean utcTime = text.compareTo("2050") < 0;
        return Der.of(utcTime ? Der.UTC_TIME : Der.GENERALIZED_TIME,
                (utcTime ? text.substring(2) : text).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
