package dev.lockstep.engine.channel;

import dev.lockstep.engine.log.MasterInfo.Tls;
import java.util.Map;
import java.util.Set;

/**
 * How a channel's connection is protected.
 *
 * @param tls {@code MASTER_SSL} and its files
 * @param publicKeyPath {@code MASTER_PUBLIC_KEY_PATH}: the source's RSA key, empty for none
 * @param getPublicKey {@code GET_MASTER_PUBLIC_KEY}: 1 to ask the source for that key
 */
public record ChannelSecurity(Tls tls, String publicKeyPath, int getPublicKey) {
    /** In the clear. */
    public static final ChannelSecurity NONE = new ChannelSecurity(Tls.OFF, "", 0);
    /** The options that are kept here, in the words of MASTER. */
    public static final Set<String> OPTIONS = Set.of("MASTER_SSL", "MASTER_SSL_CA", "MASTER_SSL_CAPATH",
            "MASTER_SSL_CERT", "MASTER_SSL_CIPHER", "MASTER_SSL_KEY", "MASTER_SSL_VERIFY_SERVER_CERT",
            "MASTER_SSL_CRL", "MASTER_SSL_CRLPATH", "MASTER_TLS_VERSION", "MASTER_PUBLIC_KEY_PATH",
            "GET_MASTER_PUBLIC_KEY");
    /** Those of them that are switches, 0 or 1. */
    public static final Set<String> SWITCHES = Set.of("MASTER_SSL", "MASTER_SSL_VERIFY_SERVER_CERT",
            "GET_MASTER_PUBLIC_KEY");

    /** With the options that a statement names, which its reader has checked. */
    ChannelSecurity with(Map<String, String> named) {
        if (named.isEmpty()) {
            return this;
        }
        Tls changed = new Tls(number(named, "MASTER_SSL", tls.enabled()),
                named.getOrDefault("MASTER_SSL_CA", tls.ca()),
                named.getOrDefault("MASTER_SSL_CAPATH", tls.caPath()),
                named.getOrDefault("MASTER_SSL_CERT", tls.cert()),
                named.getOrDefault("MASTER_SSL_CIPHER", tls.cipher()),
                named.getOrDefault("MASTER_SSL_KEY", tls.key()),
                number(named, "MASTER_SSL_VERIFY_SERVER_CERT", tls.verify()),
                named.getOrDefault("MASTER_SSL_CRL", tls.crl()),
                named.getOrDefault("MASTER_SSL_CRLPATH", tls.crlPath()),
                named.getOrDefault("MASTER_TLS_VERSION", tls.version()));
        return new ChannelSecurity(changed, named.getOrDefault("MASTER_PUBLIC_KEY_PATH", publicKeyPath),
                number(named, "GET_MASTER_PUBLIC_KEY", getPublicKey));
    }

    private static int number(Map<String, String> named, String option, int old) {
        String text = named.get(option);
        return text == null ? old : text.equals("0") ? 0 : 1;
    }
}
