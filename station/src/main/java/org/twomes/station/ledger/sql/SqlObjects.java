package org.twomes.station.ledger.sql;

import org.jdbi.v3.sqlobject.SqlObject;

/** The SQL objects that another one needs beside its own statements: on its handle, in its transaction. */
final class SqlObjects {
    private SqlObjects() {}

    static UnitStates states(SqlObject asker) {
        return beside(asker, UnitStates.class);
    }

    static SqlAttempts runs(SqlObject asker) {
        return beside(asker, SqlAttempts.class);
    }

    static SqlUnits units(SqlObject asker) {
        return beside(asker, SqlUnits.class);
    }

    static SqlOutbox outbox(SqlObject asker) {
        return beside(asker, SqlOutbox.class);
    }

    static SqlSheets sheets(SqlObject asker) {
        return beside(asker, SqlSheets.class);
    }

    static SqlAudit auditLog(SqlObject asker) {
        return beside(asker, SqlAudit.class);
    }

    private static <T> T beside(SqlObject asker, Class<T> type) {
        return Attached.to(asker.getHandle(), type);
    }
}
