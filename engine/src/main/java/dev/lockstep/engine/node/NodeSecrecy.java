package dev.lockstep.engine.node;

import dev.lockstep.engine.link.ServerHandshake.Secrecy;
import dev.lockstep.engine.link.TlsContext;
import dev.lockstep.engine.profile.ServerProfile;
import dev.lockstep.engine.sql.variable.SystemVariables;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.tls.CertificateMaker;
import dev.lockstep.engine.wire.tls.CertificateMaker.Identity;
import dev.lockstep.engine.wire.tls.Pem;
import dev.lockstep.engine.world.Files;
import dev.lockstep.engine.world.ServerLog;
import dev.lockstep.engine.world.World;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one node. As a server does at its first start, it makes an authority and certificates for itself and for a client
 * in its data folder ({@code ca.pem}, {@code server-cert.pem}, {@code server-key.pem}, …), where its profile does so or
 * {@code ssl=ON} or {@code auto_generate_certs=ON} asks for it; {@code ssl_cert} and {@code ssl_key} name others. Files that
 * cannot be used leave the node without TLS and with a warning in its log, as the servers do.
 */
final class NodeSecrecy implements Secrecy {
    private static final String AUTHORITY = "ca.pem";
    private static final String CERTIFICATE = "server-cert.pem";
    private static final String KEY = "server-key.pem";

    private final SystemVariables variables;
    private final Required refusal;
    private final @Nullable TlsContext tls;

    private NodeSecrecy(SystemVariables variables, Required refusal, @Nullable TlsContext tls) {
        this.variables = variables;
        this.refusal = refusal;
        this.tls = tls;
    }

    /** What the start options say of it. */
    enum Wish {
        ON, OFF, AS_THE_SERVER_DOES
    }

    /** Makes the files if they are to be made, reads them, and tells the variables. */
    static NodeSecrecy of(World world, ServerProfile profile, SystemVariables variables, Wish wish, ServerLog log) {
        TlsContext context = null;
        try {
            if (wish != Wish.OFF) {
                makeFiles(world, profile, variables, wish, log);
                context = read(world, variables);
            }
        } catch (IOException e) {
            log.warning("Failed to set up SSL because of the following SSL library error: " + e.getMessage());
        }
        String have = context == null ? "DISABLED" : "YES";
        variables.publish("have_ssl", have);
        variables.publish("have_openssl", have);
        variables.publish("tls_version", context == null ? "" : context.versions());
        Required refusal = switch (profile.dialect()) {
            case MYSQL -> Required.WITH_REASON;
            case MARIADB -> Required.WITHOUT_REASON;
        };
        return new NodeSecrecy(variables, refusal, context);
    }

    private static void makeFiles(World world, ServerProfile profile, SystemVariables variables, Wish wish,
            ServerLog log) throws IOException {
        boolean named = !variables.text("ssl_cert").isEmpty() || !variables.text("ssl_key").isEmpty();
        boolean make = wish == Wish.ON || profile.makesCertificates() && variables.enabled("auto_generate_certs");
        if (named || !make) {
            return;
        }
        Files files = world.files();
        if (!files.exists(CERTIFICATE) || !files.exists(KEY)) {
            log.note("Auto generated SSL certificates are placed in data directory.");
            Instant now = Instant.EPOCH.plus(world.clock().epochMicros(), ChronoUnit.MICROS);
            String name = "MySQL_Server_" + profile.version().split("-", 2)[0] + "_Auto_Generated_";
            CertificateMaker maker = new CertificateMaker(name + "CA_Certificate", now);
            write(files, maker.authority(), AUTHORITY, "ca-key.pem");
            write(files, maker.issue(name + "Client_Certificate", 3), "client-cert.pem", "client-key.pem");
            write(files, maker.issue(name + "Server_Certificate", 2), CERTIFICATE, KEY);
        }
        if (variables.text("ssl_ca").isEmpty() && files.exists(AUTHORITY)) {
            variables.publish("ssl_ca", AUTHORITY);
        }
        variables.publish("ssl_cert", CERTIFICATE);
        variables.publish("ssl_key", KEY);
    }

    private static void write(Files files, Identity identity, String certificate, String key) throws IOException {
        files.replace(key, Pem.privateKey(identity.key()));
        files.replace(certificate, Pem.certificate(identity.certificate().bytes()));
    }

    private static @Nullable TlsContext read(World world, SystemVariables variables) throws IOException {
        Blob certificate = file(world, variables, "ssl_cert");
        Blob key = file(world, variables, "ssl_key");
        if (certificate == null || key == null) {
            return null;
        }
        String versions = variables.text("tls_version");
        return new TlsContext(new TlsContext.Files(file(world, variables, "ssl_ca"), certificate, key),
                versions.isEmpty() ? List.of() : List.of(versions.split(" *, *")));
    }

    private static @Nullable Blob file(World world, SystemVariables variables, String variable) throws IOException {
        String name = variables.text(variable);
        if (name.isEmpty()) {
            return null;
        }
        try {
            return Blob.of(world.files().readNamed(name));
        } catch (IOException e) {
            throw new IOException(variable + "=" + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<TlsContext> tls() {
        return Optional.ofNullable(tls);
    }

    @Override
    public Required required() {
        return variables.enabled("require_secure_transport") ? refusal : Required.NO;
    }
}
