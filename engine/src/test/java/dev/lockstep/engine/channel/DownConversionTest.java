package dev.lockstep.engine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.binlog.AnnotateRows;
import dev.lockstep.engine.binlog.BinlogCheckpoint;
import dev.lockstep.engine.binlog.BinlogEvent;
import dev.lockstep.engine.binlog.Checksum;
import dev.lockstep.engine.binlog.EncodedEvent;
import dev.lockstep.engine.binlog.EventDecoder;
import dev.lockstep.engine.binlog.EventEncoder;
import dev.lockstep.engine.binlog.FormatDescription;
import dev.lockstep.engine.binlog.GtidList;
import dev.lockstep.engine.binlog.MariaDbGtidLog;
import dev.lockstep.engine.binlog.Query;
import dev.lockstep.engine.binlog.UserVar;
import dev.lockstep.engine.binlog.gtid.MariaDbGtid;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What replicas get in place of events that they do not know, and what a misread GTID event says. */
class DownConversionTest {
    private static final EventEncoder ENCODER = new EventEncoder(7, Checksum.CRC32);
    private static final EventDecoder MYSQL = new EventDecoder(FormatDescription.mySql57("5.7.23", 0, Checksum.CRC32));
    private static final MariaDbGtid GTID = new MariaDbGtid(1, 7, 30);

    private static @Nullable EncodedEvent sent(BinlogEvent event, long capability) {
        return new DownConversion(capability, true).sent(ENCODER.encode(event, 1_000, 0, 500), () -> event);
    }

    private static BinlogEvent old(BinlogEvent event) {
        EncodedEvent sent = Objects.requireNonNull(sent(event, 0));
        assertThat(sent.length()).isEqualTo(ENCODER.encode(event, 1_000).length());
        assertThat(sent.header().endLogPos()).isEqualTo(500);
        return MYSQL.decode(sent);
    }

    @Test
    void aReplicaThatKnowsNoneOfThemGetsOthersOfTheSameLength() {
        assertThat(old(MariaDbGtidLog.of(GTID, 0))).isInstanceOfSatisfying(Query.class,
                query -> assertThat(query.sql()).isEqualTo("BEGIN"));
        assertThat(old(MariaDbGtidLog.ofGroup(GTID, 0, 9))).isInstanceOfSatisfying(Query.class,
                query -> assertThat(query.sql()).isEqualTo("BEGIN"));
        assertThat(old(MariaDbGtidLog.of(GTID, MariaDbGtidLog.STANDALONE))).isInstanceOfSatisfying(Query.class,
                query -> assertThat(DownConversion.isDummy(query)).isTrue());
        assertThat(old(new AnnotateRows("INSERT INTO t VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)")))
                .isInstanceOfSatisfying(Query.class, query -> assertThat(query.sql())
                        .startsWith("# Dummy event replacing event type 160"));
        assertThat(old(new AnnotateRows("EXECUTE s"))).isInstanceOf(UserVar.class);
        assertThat(sent(new AnnotateRows("x"), 0)).isNull();
        assertThat(old(GtidList.of(List.of()))).isInstanceOf(UserVar.class);
        assertThat(old(new BinlogCheckpoint("mysql-bin.000001"))).isInstanceOf(Query.class);
    }

    @Test
    void aReplicaThatTakesHolesGetsNothingForWhatItDoesNotKnow() {
        assertThat(sent(new AnnotateRows("x"), 1)).isNotNull();
        assertThat(sent(new BinlogCheckpoint("b.000001"), 2)).isNull();
        assertThat(sent(new BinlogCheckpoint("b.000001"), 3)).isNotNull();
        assertThat(sent(GtidList.of(List.of(GTID)), 3)).isNull();
        assertThat(sent(MariaDbGtidLog.of(GTID, 0), 3)).isNotNull();
        EncodedEvent gtid = ENCODER.encode(MariaDbGtidLog.of(GTID, 0), 1_000);
        assertThat(new DownConversion(4, false).sent(gtid, () -> MariaDbGtidLog.of(GTID, 0))).isSameAs(gtid);
        assertThat(new DownConversion(4, false).sent(ENCODER.encode(new AnnotateRows("x"), 1), () -> GtidList.of(
                List.of()))).isNull();
    }

    @Test
    void aMisreadGtidEventNamesWhatItsBytesSay() {
        byte[] event = ENCODER.encode(MariaDbGtidLog.of(GTID, 0), 1_000).array();
        byte[] headed = new byte[event.length + 2];
        System.arraycopy(event, 0, headed, 2, event.length);
        MisreadEvent misread = Objects.requireNonNull(MisreadEvent.of(headed));
        assertThat(misread.gtid().sequence()).isEqualTo(30L << 16);
        assertThat(misread.gtid().domainId()).isEqualTo(1L << 16);
        assertThat(misread.gtid()).isNotEqualTo(GTID);
    }
}
