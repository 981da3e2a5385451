package dev.lockstep.engine.wire.auth;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.wire.Blob;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * The long way of {@code caching_sha2_password} without TLS: the client asks for the server's RSA key (PEM), XORs password
 * and zero byte with the scramble, and encrypts that with OAEP (SHA-1). The key pair is made at the first use, which takes
 * some tenths of a second. Thread-safe.
 */
public final class RsaKeys {
    /** Length of an encrypted password. */
    public static final int CIPHER_BYTES = 256;
    private static final int KEY_BITS = CIPHER_BYTES * 8;
    private static final int PEM_LINE = 64;
    private static final int MAX_PEM_BYTES = 16 * 1024;
    private static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    private static final String PKCS1 = "RSA/ECB/PKCS1Padding";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private @Nullable KeyPair pair;

    private synchronized KeyPair pair() throws GeneralSecurityException {
        if (pair == null) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            pair = generator.generateKeyPair();
        }
        return pair;
    }

    /** Server: the public key as PEM text. */
    public Blob publicKeyPem() {
        try {
            byte[] lineEnd = {'\n'};
            String base64 = Base64.getMimeEncoder(PEM_LINE, lineEnd).encodeToString(pair().getPublic().getEncoded());
            return Blob.of((BEGIN + "\n" + base64 + "\n" + END + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /**
     * Server: the password that a client encrypted. Connector/J pads as before 8.0.5 (PKCS #1) for a server whose version
     * is smaller, so both paddings are taken.
     *
     * @throws MalformedBytesException if it was not encrypted with this key
     */
    public String decrypt(Blob encrypted, Blob scramble) {
        byte[] text = Digests.xor(unmask(encrypted), scramble.bytes());
        if (text.length == 0 || text[text.length - 1] != 0) {
            throw new MalformedBytesException("password without its ending zero byte", text.length);
        }
        return new String(Arrays.copyOf(text, text.length - 1), StandardCharsets.UTF_8);
    }

    private byte[] unmask(Blob encrypted) {
        try {
            return decrypt(OAEP, encrypted);
        } catch (GeneralSecurityException notOaep) {
            try {
                return decrypt(PKCS1, encrypted);
            } catch (GeneralSecurityException e) {
                throw (MalformedBytesException) new MalformedBytesException("password not encrypted with our key", 0)
                        .initCause(e);
            }
        }
    }

    private byte[] decrypt(String transformation, Blob encrypted) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(Cipher.DECRYPT_MODE, pair().getPrivate());
        return cipher.doFinal(encrypted.bytes());
    }

    /**
     * Client: a password for a server's key.
     *
     * @throws MalformedBytesException if the server's answer is not an RSA key in PEM
     */
    public static Blob encrypt(String password, Blob scramble, Blob pem) {
        byte[] text = Arrays.copyOf(Digests.utf8(password), Digests.utf8(password).length + 1);
        try {
            Cipher cipher = Cipher.getInstance(OAEP);
            cipher.init(Cipher.ENCRYPT_MODE, parse(pem));
            return Blob.of(cipher.doFinal(Digests.xor(text, scramble.bytes())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw (MalformedBytesException) new MalformedBytesException("server's RSA key cannot be used: "
                    + e.getMessage(), 0).initCause(e);
        }
    }

    private static PublicKey parse(Blob pem) throws GeneralSecurityException {
        String text = new String(pem.bytes(), StandardCharsets.US_ASCII);
        int from = text.indexOf(BEGIN);
        int to = text.indexOf(END);
        if (pem.size() > MAX_PEM_BYTES || from < 0 || to < from) {
            throw new IllegalArgumentException("not a public key in PEM");
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(from + BEGIN.length(), to));
        return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    }
}
