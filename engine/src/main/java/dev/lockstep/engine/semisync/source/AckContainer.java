package dev.lockstep.engine.semisync.source;

import dev.lockstep.engine.binlog.BinlogPosition;
import dev.lockstep.engine.profile.MinAck;
import org.jspecify.annotations.Nullable;

/**
 * Finds the position that {@code rpl_semi_sync_master_wait_for_slave_count} replicas have acknowledged: counterpart of
 * {@code AckContainer} (semisync_master.h, MySQL 5.7; semisync.md C.6). It keeps one ACK less than the count, since the ACK
 * that completes the quorum is the one just coming in. A replica is its server id: two with the same one count once.
 *
 * <p>With {@link MinAck#LAST_SMALLER} it has MySQL's defect of reporting the last smaller slot instead of the smallest
 * (mysql-server pull request 509), and so may report a position that one replica less than the count has.
 *
 * <p>Not thread-safe; {@code LOCK_binlog_} guards it.
 */
final class AckContainer {
    private static final BinlogPosition NOWHERE = new BinlogPosition("", 0);

    private record Ack(long serverId, BinlogPosition position) {}

    private final MinAck choice;
    private @Nullable Ack[] slots = new Ack[0];
    private BinlogPosition greatest = NOWHERE;
    private int emptySlot;

    AckContainer(MinAck choice) {
        this.choice = choice;
    }

    /** Forgets all ACKs; keeps the size. */
    void clear() {
        slots = new Ack[slots.length];
        greatest = NOWHERE;
    }

    /**
     * Takes an ACK.
     *
     * @return the position that now enough replicas have, if it grew by this ACK
     */
    @Nullable
    BinlogPosition insert(long serverId, BinlogPosition position) {
        if (greatest.reaches(position)) {
            return null;
        }
        if (updateIfPresent(serverId, position)) {
            return null;
        }
        if (emptySlot < slots.length) {
            slots[emptySlot] = new Ack(serverId, position);
            return null;
        }
        Ack smaller = smallerThan(position);
        if (smaller == null) {
            greatest = position;
            removeAll(position);
            return greatest;
        }
        greatest = smaller.position();
        removeAll(greatest);
        slots[emptySlot] = new Ack(serverId, position);
        return greatest;
    }

    /**
     * Changes the number of replicas to wait for; known ACKs are taken again in their order.
     *
     * @return the position that enough replicas have under the new count, if that is news
     */
    @Nullable
    BinlogPosition resize(int count) {
        if (count - 1 == slots.length) {
            return null;
        }
        @Nullable
        Ack[] old = slots;
        slots = new Ack[count - 1];
        BinlogPosition reached = null;
        for (Ack ack : old) {
            BinlogPosition result = ack == null ? null : insert(ack.serverId(), ack.position());
            reached = result == null ? reached : result;
        }
        return reached;
    }

    private boolean updateIfPresent(long serverId, BinlogPosition position) {
        emptySlot = slots.length;
        for (int i = 0; i < slots.length; i++) {
            Ack ack = slots[i];
            if (ack == null) {
                emptySlot = i;
            } else if (ack.serverId() == serverId) {
                slots[i] = new Ack(serverId, position);
                return true;
            }
        }
        return false;
    }

    private @Nullable Ack smallerThan(BinlogPosition position) {
        Ack found = null;
        for (Ack ack : slots) {
            if (ack == null || ack.position().reaches(position)) {
                continue;
            }
            boolean take = switch (choice) {
                case LAST_SMALLER -> true;
                case SMALLEST -> found == null || ack.position().compareTo(found.position()) < 0;
            };
            found = take ? ack : found;
        }
        return found;
    }

    private void removeAll(BinlogPosition position) {
        for (int i = 0; i < slots.length; i++) {
            Ack ack = slots[i];
            if (ack != null && ack.position().equals(position)) {
                slots[i] = null;
                emptySlot = i;
            }
        }
    }
}
