package org.twomes.station.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes records of rows. */
final class Rows {
    /** Columns of {@link #unit}, with the label's place joined in. */
    static final String UNIT =
            "SELECT u.*, l.position AS label_position, l.state AS label_state, s.id AS label_sheet, s.number AS label_number,"
                    + " s.capacity AS label_capacity"
                    + " FROM unit u LEFT JOIN label l ON l.unit_id = u.id LEFT JOIN sheet s ON s.id = l.sheet_id ";

    /** Columns of {@link #sheet}, of a table called {@code sheet}; void places that the next label has yet to reach are counted. */
    static final String SHEET_COLUMNS =
            "sheet.*, (SELECT COUNT(*) FROM void_place v WHERE v.sheet_id = sheet.id AND v.position >= sheet.next_position)"
                    + " AS voids_ahead";

    /** All sheets. */
    static final String SHEET = "SELECT " + SHEET_COLUMNS + " FROM sheet ";

    private Rows() {}

    static UnitRecord unit(ResultSet row) throws SQLException {
        int position = row.getInt("label_position");
        Optional<LabelPlace> label = row.wasNull()
                ? Optional.empty()
                : Optional.of(new LabelPlace(
                        row.getLong("label_sheet"),
                        row.getString("label_number"),
                        position,
                        row.getInt("label_capacity"),
                        LabelState.valueOf(row.getString("label_state"))));
        return new UnitRecord(
                row.getLong("id"),
                row.getString("mac"),
                row.getInt("life"),
                Optional.ofNullable(row.getString("name")),
                Optional.ofNullable(row.getString("device_type")),
                UnitState.valueOf(row.getString("state")),
                failure(row),
                label,
                row.getString("station"),
                row.getString("slot"),
                row.getString("bundle"),
                row.getString("bundle_sha256"),
                row.getInt("attempts"),
                instant(row, "created"),
                instant(row, "changed"));
    }

    static Optional<Failure> failure(ResultSet row) throws SQLException {
        String code = row.getString("failure_code");
        return code == null
                ? Optional.empty()
                : Optional.of(new Failure(
                        UnitState.valueOf(row.getString("failure_stage")),
                        code,
                        row.getString("failure_detail"),
                        row.getInt("failure_retryable") == 1));
    }

    static AttemptRecord attempt(
            ResultSet row, List<AttemptRecord.Transition> transitions, List<AttemptRecord.Note> notes)
            throws SQLException {
        long unit = row.getLong("unit_id");
        Optional<Long> owner = row.wasNull() ? Optional.empty() : Optional.of(unit);
        return new AttemptRecord(
                row.getLong("id"),
                owner,
                Optional.ofNullable(row.getString("mac")),
                row.getInt("ordinal"),
                row.getString("station"),
                row.getString("slot"),
                row.getString("bundle"),
                transitions,
                notes,
                UnitState.valueOf(row.getString("state")),
                failure(row),
                row.getString("boot_log"));
    }

    static SheetLedger.Sheet sheet(ResultSet row) throws SQLException {
        long released = row.getLong("released");
        Optional<Instant> at = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(released));
        return new SheetLedger.Sheet(
                row.getLong("id"),
                row.getString("number"),
                row.getString("station"),
                row.getString("template"),
                row.getInt("capacity"),
                row.getInt("first_position"),
                row.getInt("next_position") - row.getInt("first_position") + row.getInt("voids_ahead"),
                SheetLedger.SheetState.valueOf(row.getString("state")),
                row.getString("file"),
                instant(row, "opened"),
                at);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
