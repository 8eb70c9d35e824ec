package org.twomes.station.ledger.sql;

import static org.twomes.station.ledger.sql.SqlObjects.auditLog;
import static org.twomes.station.ledger.sql.SqlObjects.runs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.SqlObject;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.UnitDataLedger;

/** Data of units in SQL. A row that was given back stays, without a board: a number in the middle is found again so. */
interface SqlUnitData extends UnitDataLedger, SqlObject {
    /** Waits while what the board has is just being given back. */
    @Override
    @SqlQuery("SELECT * FROM unit_data WHERE source = :source AND mac = :mac <lock>")
    Optional<GivenData> given(String source, String mac);

    @Override
    @SqlQuery("SELECT * FROM unit_data WHERE mac = :mac ORDER BY at DESC, id DESC")
    List<GivenData> given(String mac);

    @Override
    @SqlQuery("SELECT * FROM unit_data WHERE mac IS NOT NULL ORDER BY at DESC, id DESC LIMIT :limit")
    List<GivenData> newest(int limit);

    @Override
    @SqlQuery("""
            SELECT f.name, f.content FROM unit_data_field f JOIN unit_data d ON d.id = f.unit_data_id
            WHERE d.source = :source AND d.mac = :mac ORDER BY f.position
            """)
    List<GivenData.Field> fields(String source, String mac);

    @Override
    @Database.Reads
    default List<GivenData.Shown> shown(String mac) {
        return given(mac).stream()
                .map(given -> new GivenData.Shown(given, fields(given.source(), mac)))
                .toList();
    }

    @Override
    default Optional<GivenData> give(long attempt, GivenData wanted, List<GivenData.Field> fields) {
        Optional<GivenData> before = given(wanted.source(), wanted.mac());
        if (before.isPresent()) {
            return before;
        }
        if (take(wanted) == 0) {
            return Optional.empty();
        }
        long row = row(wanted.source(), wanted.rowKey());
        forget(row);
        for (int i = 0; i < fields.size(); i++) {
            insertField(row, i, fields.get(i).name(), fields.get(i).content());
        }
        runs(this).note(attempt, "unit data: " + wanted.shown(), wanted.at());
        return Optional.of(wanted);
    }

    /** Gives how many rows were taken: 0 or 1. */
    @SqlUpdate("""
            INSERT INTO unit_data (source, row_key, number, shown, mac, station, at)
            VALUES (:source, :rowKey, :number, :shown, :mac, :station, :at)
            ON CONFLICT (source, row_key) DO UPDATE
              SET mac = excluded.mac, shown = excluded.shown, station = excluded.station, at = excluded.at
              WHERE unit_data.mac IS NULL
            """)
    int take(@BindMethods GivenData wanted);

    @SqlQuery("SELECT id FROM unit_data WHERE source = :source AND row_key = :rowKey")
    long row(String source, String rowKey);

    @SqlUpdate("DELETE FROM unit_data_field WHERE unit_data_id = :row")
    void forget(long row);

    @SqlUpdate("""
            INSERT INTO unit_data_field (unit_data_id, position, name, content) VALUES (:row, :position, :name, :content)
            """)
    void insertField(long row, int position, String name, String content);

    @Override
    @SqlQuery("""
            SELECT COALESCE(
              (SELECT MIN(number) FROM unit_data WHERE source = :source AND mac IS NULL AND number >= :first),
              (SELECT MAX(number) + 1 FROM unit_data WHERE source = :source AND number >= :first),
              :first)
            """)
    long nextNumber(String source, long first);

    @Override
    @SqlQuery("SELECT row_key FROM unit_data WHERE source = :source AND mac IS NOT NULL")
    List<String> inUse(String source);

    @Override
    default Optional<List<GivenData>> giveBack(String mac, String by, Instant at) {
        List<GivenData> given = locked(mac);
        // After the lock: a run that connects later finds the row free, as it waits for this transaction when it asks.
        if (mayWrite(mac)) {
            return Optional.empty();
        }
        for (GivenData data : given) {
            auditLog(this).add(by, "give unit data back", data.shown() + " of " + mac, at);
        }
        free(mac);
        return Optional.of(given);
    }

    @SqlQuery("SELECT * FROM unit_data WHERE mac = :mac ORDER BY at DESC, id DESC <lock>")
    List<GivenData> locked(String mac);

    /** Whether a run of the board is under way before its boot log is read; one that a crash left open is, until its station starts. */
    @SqlQuery("""
            SELECT COUNT(*) > 0 FROM attempt
            WHERE mac = :mac AND ended = 0 AND state IN ('CONNECTED', 'PROGRAMMED', 'VERIFIED')
            """)
    boolean mayWrite(String mac);

    @SqlUpdate("UPDATE unit_data SET mac = NULL WHERE mac = :mac")
    void free(String mac);
}
