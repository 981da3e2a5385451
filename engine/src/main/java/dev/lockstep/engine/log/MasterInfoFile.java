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

    /** Whose server's lines. */
    public enum Layout {
        /** MySQL 5.7: 25 lines, in MySQL 8.0's order 27 with a key. */
        MYSQL,
        /** MariaDB 10.11: 33 lines, then lines with names (seen of 10.11.19). */
        MARIADB
    }

    private static final int LINES = 25;
    private static final int LINES_WITH_KEY = 27;
    /** Attempts to connect if nobody says otherwise. */
    static final long DEFAULT_RETRIES = 86_400;
    private static final long MAX_U32 = 0xffff_ffffL;

    private final Files files;
    private final String name;
    private final Layout layout;

    /** The file of that name in the node's data folder, with MySQL's lines. */
    public MasterInfoFile(Files files, String name) {
        this(files, name, Layout.MYSQL);
    }

    /** The file of that name in the node's data folder; a file with the other layout is understood, too. */
    public MasterInfoFile(Files files, String name, Layout layout) {
        this.files = files;
        this.name = name;
        this.layout = layout;
    }

    /** The content; empty if there is no such file. */
    public Optional<MasterInfo> read() throws IOException {
        return files.exists(name) ? Optional.of(parse(new StateLines(name, files.readAll(name)))) : Optional.empty();
    }

    private static MasterInfo parse(StateLines lines) throws IOException {
        boolean mariaDb = lines.number(14, 1000, LINES) == MariaDbMasterInfo.LINES;
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
        long retryCount = lines.number(0, Long.MAX_VALUE, DEFAULT_RETRIES);
        String crl = lines.text();
        String crlPath = lines.text();
        if (mariaDb) {
            MasterInfo known = new MasterInfo(position, host, port, user, password, retry,
                    tls.withLists(crl, crlPath, ""), heartbeat, bind, ignored, uuid,
                    retryCount == 0 ? DEFAULT_RETRIES : retryCount, AutoPosition.OFF, "");
            return MariaDbMasterInfo.read(lines, known);
        }
        AutoPosition auto = AutoPosition.values()[lines.number(0, AutoPosition.values().length - 1, 0)];
        String channel = lines.text();
        Tls whole = tls.withLists(crl, crlPath, lines.text());
        String keyPath = lines.text();
        return new MasterInfo(position, host, port, user, password, retry, whole, heartbeat, bind, ignored, uuid,
                retryCount, auto, channel, keyPath, lines.number(0, 1, 0), MasterInfo.Domains.ALL);
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
        return ids(lines, lines.text());
    }

    /** A count and as many numbers of servers or domains, as in that line. */
    static List<Long> ids(StateLines lines, String line) throws StateFormatException {
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

    /** The same where only the position is another: after a power cut it may be the old one. */
    public void writePosition(MasterInfo info) throws IOException {
        files.overwrite(name, text(info).getBytes(StandardCharsets.UTF_8));
    }

    private String text(MasterInfo info) {
        List<Object> lines = switch (layout) {
            case MYSQL -> mySql(info);
            case MARIADB -> MariaDbMasterInfo.lines(info);
        };
        return lines.stream().map(line -> oneLine(String.valueOf(line)) + "\n").collect(Collectors.joining());
    }

    /** A count and the numbers. */
    static String ids(List<Long> ids) {
        return Stream.concat(Stream.of((long) ids.size()), ids.stream()).map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    /** What both layouts begin with, behind the number of lines. */
    static List<Object> common(MasterInfo info, String uuid, long retryCount) {
        Tls tls = info.tls();
        return List.of(info.position().file(), info.position().offset(), info.host(), info.user(), info.password(),
                info.port(), info.connectRetrySeconds(), tls.enabled(), tls.ca(), tls.caPath(), tls.cert(),
                tls.cipher(), tls.key(), tls.verify(), info.heartbeatSeconds().toPlainString(), info.bind(),
                ids(info.ignoreServerIds()), uuid, retryCount, tls.crl(), tls.crlPath());
    }

    private static List<Object> mySql(MasterInfo info) {
        boolean withKey = !info.publicKeyPath().isEmpty() || info.getPublicKey() != 0;
        List<Object> lines = new ArrayList<>();
        lines.add(withKey ? LINES_WITH_KEY : LINES);
        lines.addAll(common(info, info.sourceUuid(), info.retryCount()));
        lines.addAll(List.of(info.autoPosition().ordinal(), info.channel(), info.tls().version()));
        if (withKey) {
            lines.add(info.publicKeyPath());
            lines.add(info.getPublicKey());
        }
        return lines;
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
