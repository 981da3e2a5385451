package dev.lockstep.engine.sql.statement;

import dev.lockstep.engine.sql.result.ResultTable;

/** Answers that are the same for every node. */
public final class FixedLists {
    private FixedLists() {}

    /** The unfiltered list. */
    public static ResultTable answer(ShowStatement.FixedList.Kind kind) {
        return ResultTable.texts(kind.name()).build();
    }
}
