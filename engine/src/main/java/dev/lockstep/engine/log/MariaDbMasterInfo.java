package dev.lockstep.engine.log;

import dev.lockstep.engine.log.MasterInfo.AutoPosition;
import dev.lockstep.engine.log.MasterInfo.Domains;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of {@code master.info} as MariaDB writes it: empty lines up to the 33rd, then {@code using_gtid=},
 * {@code do_domain_ids=} and {@code ignore_domain_ids=}, and {@code END_MARKER}; what stands behind that is of an older,
 * longer file. Seen of MariaDB 10.11.19, which writes 0 for the number of attempts to connect.
 */
final class MariaDbMasterInfo {
    /** What the first line says. */
    static final int LINES = 33;

    private static final int COMMON_LINES = 22;
    private static final String USING_GTID = "using_gtid=";
    private static final String DO_DOMAINS = "do_domain_ids=";
    private static final String IGNORE_DOMAINS = "ignore_domain_ids=";
    private static final String END = "END_MARKER";

    private MariaDbMasterInfo() {}

    static List<Object> lines(MasterInfo info) {
        List<Object> lines = new ArrayList<>();
        lines.add(LINES);
        lines.addAll(MasterInfoFile.common(info, "",
                info.retryCount() == MasterInfoFile.DEFAULT_RETRIES ? 0 : info.retryCount()));
        while (lines.size() < LINES) {
            lines.add("");
        }
        lines.add(USING_GTID + switch (info.autoPosition()) {
            case OFF, ON -> 0;
            case CURRENT_POS -> 1;
            case SLAVE_POS -> 2;
        });
        lines.add(DO_DOMAINS + MasterInfoFile.ids(info.domains().take()));
        lines.add(IGNORE_DOMAINS + MasterInfoFile.ids(info.domains().leave()));
        lines.add(END);
        return lines;
    }

    /** Reads on behind the lines that both layouts have; lines with other names are passed over. */
    static MasterInfo read(StateLines lines, MasterInfo known) throws IOException {
        for (int i = COMMON_LINES; i < LINES; i++) {
            lines.text();
        }
        AutoPosition use = AutoPosition.OFF;
        List<Long> take = List.of();
        List<Long> leave = List.of();
        while (!lines.atEnd()) {
            String line = lines.text();
            if (line.equals(END)) {
                break;
            }
            if (line.startsWith(USING_GTID)) {
                use = use(lines, line.substring(USING_GTID.length()));
            } else if (line.startsWith(DO_DOMAINS)) {
                take = MasterInfoFile.ids(lines, line.substring(DO_DOMAINS.length()));
            } else if (line.startsWith(IGNORE_DOMAINS)) {
                leave = MasterInfoFile.ids(lines, line.substring(IGNORE_DOMAINS.length()));
            }
        }
        return known.with(use, new Domains(take, leave));
    }

    private static AutoPosition use(StateLines lines, String value) throws StateFormatException {
        return switch (value.strip()) {
            case "0" -> AutoPosition.OFF;
            case "1" -> AutoPosition.CURRENT_POS;
            case "2" -> AutoPosition.SLAVE_POS;
            default -> throw lines.wrong("0, 1 or 2", value, null);
        };
    }
}
