package dev.lockstep.engine.log;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.log.MasterInfo.AutoPosition;
import dev.lockstep.engine.log.MasterInfo.Tls;
import dev.lockstep.engine.world.Files;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code master.info} in the layout of MySQL 5.7: 25 lines, the first of which says 25; with the source's RSA key the 27 of
 * MySQL 8.0 (semisync.md B.4; the enumeration in
 * sql/rpl_mi.cc). Replaced as a whole. Not thread-safe: callers hold the channel's {@code data_lock}.
 */
public final class MasterInfoFile {
    /** Name for the default channel. */
    public static final String DEFAULT_NAME = "master.info";

    private static final int LINES = 25;
    private static final int LINES_WITH_KEY = 27;
    private static final long MAX_U32 = 0xffff_ffffL;

    private final Files files;
    private final String name;

    /** The file of that name in the node's data folder. */
    public MasterInfoFile(Files files, String name) {
        this.files = files;
        this.name = name;
    }

    /** The content; empty if there is no such file. */
    public Optional<MasterInfo> read() throws IOException {
        return files.exists(name) ? Optional.of(parse(new StateLines(name, files.readAll(name)))) : Optional.empty();
    }

    private static MasterInfo parse(StateLines lines) throws IOException {
        lines.number(14, 1000, LINES);
        BinlogPosition position = position(lines);
        String host = lines.text();
        String user = lines.text();
        String password = lines.text();
        int port = lines.number(0, 65_535, 3306);
        int retry = lines.number(0, Integer.MAX_VALUE, 60);
        Tls tls = new Tls(lines.number(0, 1, 0), lines.text(), lines.text(), lines.text(), lines.text(), lines.text(),
                lines.number(0, 1, 0), "", "", "");
        BigDecimal heartbeat = seconds(lines);
        String bind = lines.text();
        List<Long> ignored = serverIds(lines);
        String uuid = lines.text();
        long retryCount = lines.number(0, Long.MAX_VALUE, 86_400L);
        String crl = lines.text();
        String crlPath = lines.text();
        AutoPosition auto = AutoPosition.values()[lines.number(0, AutoPosition.values().length - 1, 0)];
        String channel = lines.text();
        Tls whole = new Tls(tls.enabled(), tls.ca(), tls.caPath(), tls.cert(), tls.cipher(), tls.key(), tls.verify(),
                crl, crlPath, lines.text());
        String keyPath = lines.text();
        return new MasterInfo(position, host, port, user, password, retry, whole, heartbeat, bind, ignored, uuid,
                retryCount, auto, channel, keyPath, lines.number(0, 1, 0));
    }

    private static BinlogPosition position(StateLines lines) throws StateFormatException {
        String file = lines.text();
        return new BinlogPosition(file, lines.number(0, Long.MAX_VALUE, BinlogPosition.FIRST_OFFSET));
    }

    private static BigDecimal seconds(StateLines lines) throws StateFormatException {
        String line = lines.text().strip();
        try {
            return line.isEmpty() ? BigDecimal.ZERO : new BigDecimal(line);
        } catch (NumberFormatException e) {
            throw lines.wrong("a heartbeat period in seconds", line, e);
        }
    }

    /** A count and as many numbers. */
    private static List<Long> serverIds(StateLines lines) throws StateFormatException {
        String line = lines.text();
        List<Long> ids = new ArrayList<>();
        try {
            for (String word : line.strip().split(" +")) {
                ids.add(word.isEmpty() ? 0 : Long.parseLong(word));
            }
        } catch (NumberFormatException e) {
            throw lines.wrong("a count and server numbers", line, e);
        }
        long count = ids.removeFirst();
        if (count != ids.size() || ids.stream().anyMatch(id -> id < 0 || id > MAX_U32)) {
            throw lines.wrong("a count and as many server numbers", line, null);
        }
        return ids;
    }

    /** Replaces the content; durable on return. */
    public void write(MasterInfo info) throws IOException {
        files.replace(name, text(info).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(MasterInfo info) {
        Tls tls = info.tls();
        String ignored = Stream.concat(Stream.of((long) info.ignoreServerIds().size()), info.ignoreServerIds().stream())
                .map(String::valueOf).collect(Collectors.joining(" "));
        boolean withKey = !info.publicKeyPath().isEmpty() || info.getPublicKey() != 0;
        List<Object> lines = new ArrayList<>(List.of(withKey ? LINES_WITH_KEY : LINES, info.position().file(), info.position().offset(), info.host(), info.user(),
                info.password(), info.port(), info.connectRetrySeconds(), tls.enabled(), tls.ca(), tls.caPath(),
                tls.cert(), tls.cipher(), tls.key(), tls.verify(), info.heartbeatSeconds().toPlainString(),
                info.bind(), ignored, info.sourceUuid(), info.retryCount(), tls.crl(), tls.crlPath(),
                info.autoPosition().ordinal(), info.channel(), tls.version()));
        if (withKey) {
            lines.add(info.publicKeyPath());
            lines.add(info.getPublicKey());
        }
        return lines.stream().map(line -> oneLine(String.valueOf(line)) + "\n").collect(Collectors.joining());
    }

    private static String oneLine(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("line break in a value of master.info: " + text);
        }
        return text;
    }

    /** Deletes the file: {@code RESET SLAVE ALL}. */
    public void delete() throws IOException {
        files.delete(name);
    }
}
