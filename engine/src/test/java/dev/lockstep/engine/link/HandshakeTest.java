package dev.lockstep.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.engine.bytes.MalformedBytesException;
import dev.lockstep.engine.link.ServerHandshake.Sha2;
import dev.lockstep.engine.wire.Blob;
import dev.lockstep.engine.wire.Capabilities;
import dev.lockstep.engine.wire.ChangeUser;
import dev.lockstep.engine.wire.Command;
import dev.lockstep.engine.wire.ServerError;
import dev.lockstep.engine.wire.ServerErrorException;
import dev.lockstep.engine.wire.auth.AuthMoreData;
import dev.lockstep.engine.wire.auth.AuthPlugin;
import dev.lockstep.engine.wire.auth.AuthSwitchRequest;
import dev.lockstep.engine.wire.auth.Greeting;
import dev.lockstep.engine.wire.auth.LoginRequest;
import dev.lockstep.engine.wire.auth.NativePassword;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client against our server, and raw packets against it, over loopback. */
class HandshakeTest {
    private static final long TIMEOUT = 5_000_000_000L;

    private final List<LoopbackServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(LoopbackServer::close);
    }

    private LoopbackServer server(AuthPlugin plugin, Sha2 sha2) throws IOException {
        LoopbackServer server = new LoopbackServer("5.7.22-lockstep", plugin, sha2);
        servers.add(server);
        return server;
    }

    private static ClientSettings settings(LoopbackServer server, String user, String password) {
        return new ClientSettings("127.0.0.1", server.port(), user, password, "test", 45,
                Map.of("program_name", "mysqld"), TIMEOUT, 1 << 24);
    }

    private static PacketLink connect(LoopbackServer server) throws IOException {
        return new PacketLink(server.world().network().connect("127.0.0.1", server.port(), TIMEOUT), 1 << 24);
    }

    record Case(AuthPlugin greeting, String user, String password, Sha2 sha2) {}

    static List<Case> logins() {
        List<Case> cases = new ArrayList<>();
        for (AuthPlugin greeting : AuthPlugin.values()) {
            for (Sha2 sha2 : Sha2.values()) {
                cases.add(new Case(greeting, "root", "", sha2));
                cases.add(new Case(greeting, "native", LoopbackServer.PASSWORD, sha2));
                cases.add(new Case(greeting, "sha2", LoopbackServer.PASSWORD, sha2));
                cases.add(new Case(greeting, "sha2open", "", sha2));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("logins")
    void logsInWithEveryPluginFromEveryDefault(Case login) throws IOException {
        LoopbackServer server = server(login.greeting(), login.sha2());
        for (int i = 0; i < 2; i++) {
            try (ClientLink client = ClientLink.connect(server.world(), settings(server, login.user(), login
                    .password()))) {
                assertThat(client.greeting().plugin()).isEqualTo(login.greeting().wireName());
                assertThat(client.query("select 1").firstRow(0)).isEqualTo("1");
                assertThat(client.command(new Command.ComPing()).affectedRows()).isZero();
            }
        }
        assertThat(server.logins()).allSatisfy(seen -> {
            assertThat(seen.account().user()).isEqualTo(login.user());
            assertThat(seen.host()).isEqualTo("127.0.0.1");
            assertThat(seen.request().database()).isEqualTo("test");
            assertThat(seen.request().attributes()).containsEntry("program_name", "mysqld");
        }).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("logins")
    void refusesAWrongPasswordWithTheServersText(Case login) throws IOException {
        LoopbackServer server = server(login.greeting(), login.sha2());
        for (String wrong : List.of("wrong", login.password().isEmpty() ? "x" : "")) {
            assertThatThrownBy(() -> ClientLink.connect(server.world(), settings(server, login.user(), wrong)))
                    .isInstanceOfSatisfying(ServerErrorException.class, e -> assertThat(e.error()).isEqualTo(
                            new ServerError(1045, "28000", "Access denied for user '" + login.user()
                                    + "'@'127.0.0.1' (using password: " + (wrong.isEmpty() ? "NO" : "YES") + ")")));
        }
        assertThat(server.logins()).isEmpty();
    }

    @Test
    void refusesAnUnknownUserAsIfThePasswordWereWrong() throws IOException {
        for (AuthPlugin plugin : AuthPlugin.values()) {
            LoopbackServer server = server(plugin, Sha2.FAST);
            assertThatThrownBy(() -> ClientLink.connect(server.world(), settings(server, "nobody", "x"))).isInstanceOf(
                    ServerErrorException.class)
                    .hasMessageContaining("Access denied for user 'nobody'@'127.0.0.1' (using password: YES)");
        }
    }

    @Test
    void answersAnErrorOfTheServerAndLivesOn() throws IOException {
        LoopbackServer server = server(AuthPlugin.MYSQL_NATIVE_PASSWORD, Sha2.FAST);
        try (ClientLink client = ClientLink.connect(server.world(), settings(server, "root", ""))) {
            assertThatThrownBy(() -> client.query("nonsense")).isInstanceOfSatisfying(ServerErrorException.class,
                    e -> assertThat(e.error().code()).isEqualTo(1064));
            assertThat(client.query("select @@max_allowed_packet as p, @@license as l").rows().getFirst().text(0))
                    .isEqualTo("67108864");
            assertThat(client.query("set autocommit=1").columns()).isEmpty();
        }
    }

    @Test
    void carriesAPacketOfMoreThanSixteenMegabytesBothWays() throws IOException {
        LoopbackServer server = server(AuthPlugin.MYSQL_NATIVE_PASSWORD, Sha2.FAST);
        ClientSettings settings = new ClientSettings("127.0.0.1", server.port(), "root", "", "", 45, Map.of(), TIMEOUT,
                1 << 26);
        String text = "x".repeat((1 << 24) + 5);
        try (ClientLink client = ClientLink.connect(server.world(), settings)) {
            assertThat(client.query("select '" + text + "'").firstRow(0)).isEqualTo(text);
            assertThat(client.query("select 1").firstRow(0)).isEqualTo("1");
        }
    }

    @Test
    void asksAgainWhenTheUserChanges() throws IOException {
        LoopbackServer server = server(AuthPlugin.MYSQL_NATIVE_PASSWORD, Sha2.FAST);
        try (ClientLink client = ClientLink.connect(server.world(), settings(server, "root", ""))) {
            client.send(new ChangeUser("native", Blob.EMPTY, "", 45, "mysql_native_password", Map.of()));
            AuthSwitchRequest request = AuthSwitchRequest.decode(client.packets().readPacket(TIMEOUT));
            client.packets().writePacket(NativePassword.answer(LoopbackServer.PASSWORD, request.scramble()).bytes());
            client.packets().flush();
            assertThat(client.packets().readPacket(TIMEOUT)).startsWith(0, 0, 0);
            assertThat(client.query("select 1").firstRow(0)).isEqualTo("1");
            assertThat(server.logins()).extracting(login -> login.account().user()).containsExactly("root", "native");
        }
    }

    @Test
    void takesANativePasswordOfAClientWithoutPlugins() throws IOException {
        LoopbackServer server = server(AuthPlugin.CACHING_SHA2_PASSWORD, Sha2.FAST);
        try (PacketLink link = connect(server)) {
            Greeting greeting = Greeting.decode(link.readPacket(TIMEOUT));
            link.writePacket(plain("native", NativePassword.answer(LoopbackServer.PASSWORD, greeting.scramble()))
                    .encode());
            link.flush();
            assertThat(link.readPacket(TIMEOUT)).startsWith(0);
        }
        try (PacketLink link = connect(server)) {
            link.readPacket(TIMEOUT);
            link.writePacket(plain("sha2", Blob.EMPTY).encode());
            link.flush();
            assertThat(ServerError.decode(link.readPacket(TIMEOUT)).code()).isEqualTo(1251);
        }
    }

    private static LoginRequest plain(String user, Blob answer) {
        return new LoginRequest(Capabilities.PROTOCOL_41 | Capabilities.SECURE_CONNECTION
                | Capabilities.LONG_PASSWORD, 0, 8, 0, user, answer, "", "", Map.of());
    }

    @Test
    void refusesABadLoginPacket() throws IOException {
        LoopbackServer server = server(AuthPlugin.MYSQL_NATIVE_PASSWORD, Sha2.FAST);
        try (PacketLink link = connect(server)) {
            link.readPacket(TIMEOUT);
            link.writePacket(new byte[]{1, 2, 3});
            link.flush();
            assertThat(ServerError.decode(link.readPacket(TIMEOUT))).isEqualTo(new ServerError(1043, "08S01",
                    "Bad handshake"));
        }
    }

    @Test
    void gathersNoLargePacketBeforeTheLogin() throws IOException {
        LoopbackServer server = server(AuthPlugin.MYSQL_NATIVE_PASSWORD, Sha2.FAST);
        try (PacketLink link = connect(server)) {
            link.readPacket(TIMEOUT);
            link.writePacket(new byte[65 * 1024]);
            link.flush();
            assertThat(ServerError.decode(link.readPacket(TIMEOUT)).code()).isEqualTo(1043);
        }
    }

    @Test
    void clientGivesUpOnAServerThatNeverEndsTheLogin() throws IOException {
        PipeTransport[] ends = PipeTransport.pair();
        PacketLink hostile = new PacketLink(ends[1], 1 << 20);
        hostile.writePacket(new Greeting("x", 1, Blob.of(new byte[20]), Capabilities.SERVER, 8, 2, 0,
                "caching_sha2_password").encode());
        hostile.sequence(2);
        for (int i = 0; i < 20; i++) {
            hostile.writePacket(AuthMoreData.of(AuthMoreData.FAST_AUTH_SUCCESS).encode());
        }
        hostile.flush();
        ClientSettings settings = new ClientSettings("h", 1, "u", "p", "", 8, Map.of(), TIMEOUT, 1 << 20);
        assertThatThrownBy(() -> ClientLink.over(ends[0], settings)).isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("does not come to an end");
        assertThat(ends[0].closed()).isTrue();
    }

    @Test
    void clientTellsThatThePluginIsNotHere() throws IOException {
        PipeTransport[] ends = PipeTransport.pair();
        PacketLink server = new PacketLink(ends[1], 1 << 20);
        server.writePacket(new Greeting("x", 1, Blob.of(new byte[20]), Capabilities.SERVER, 8, 2, 0, "ed25519")
                .encode());
        server.sequence(2);
        server.writePacket(new AuthSwitchRequest("client_ed25519", Blob.of(new byte[32])).encode());
        server.flush();
        ClientSettings settings = new ClientSettings("h", 1, "u", "p", "", 8, Map.of(), TIMEOUT, 1 << 20);
        assertThatThrownBy(() -> ClientLink.over(ends[0], settings)).isInstanceOf(ServerErrorException.class)
                .hasMessageContaining("2059").hasMessageContaining("'client_ed25519' cannot be loaded");
    }

    @Test
    void clientPassesOnAnErrorThatComesInsteadOfAGreeting() throws IOException {
        PipeTransport[] ends = PipeTransport.pair();
        PacketLink server = new PacketLink(ends[1], 1 << 20);
        server.writePacket(new ServerError(1040, "08004", "Too many connections").encode());
        server.flush();
        ClientSettings settings = new ClientSettings("h", 1, "u", "p", "", 8, Map.of(), TIMEOUT, 1 << 20);
        assertThatThrownBy(() -> ClientLink.over(ends[0], settings)).isInstanceOf(ServerErrorException.class)
                .hasMessageContaining("1040");
    }
}
