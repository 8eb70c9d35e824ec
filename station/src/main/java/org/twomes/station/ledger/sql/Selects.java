package org.twomes.station.ledger.sql;

import java.util.Map;

/** Beginnings of queries that several statements share, by the names under which they stand there in angle brackets. */
final class Selects {
    /** Units with their label's place joined in, and what the board alone was given last. */
    private static final String UNIT = """
            SELECT u.*, s.id AS label_sheet_id, s.number AS label_sheet, l.position AS label_position,
              s.capacity AS label_capacity, l.state AS label_state,
              (SELECT d.shown FROM unit_data d WHERE d.mac = u.mac ORDER BY d.at DESC, d.id DESC LIMIT 1) AS data
            FROM unit u LEFT JOIN label l ON l.unit_id = u.id LEFT JOIN sheet s ON s.id = l.sheet_id
            """;

    private static final String SHEET_COLUMNS = """
            sheet.*, sheet.next_position - sheet.first_position + (SELECT COUNT(*) FROM void_place v
              WHERE v.sheet_id = sheet.id AND v.position >= sheet.next_position) AS used
            """;

    /** Sheets; void places that the next label has yet to reach are counted as used. */
    private static final String SHEET = "SELECT " + SHEET_COLUMNS + " FROM sheet ";

    private static final String PRINT_JOB = "SELECT " + SHEET_COLUMNS + """
            , p.state AS print_state, p.job, p.detail, p.changed FROM print_job p JOIN sheet ON sheet.id = p.sheet_id
            """;

    private static final String LABEL = """
            SELECT l.sheet_id, s.number AS sheet, l.position, s.capacity, l.state, l.unit_id AS unit, u.name,
              COALESCE(u.device_type, '') AS device_type, u.slot, u.token, l.at, l.reprints
            FROM label l JOIN sheet s ON s.id = l.sheet_id JOIN unit u ON u.id = l.unit_id
            """;

    /** A condition on {@code u}: no later preparation of the unit's board. */
    private static final String LATEST_PREPARATION =
            "NOT EXISTS (SELECT 1 FROM unit later WHERE later.mac = u.mac AND later.life > u.life)";

    static final Map<String, String> BY_NAME = Map.of(
            "unit",
            UNIT,
            "sheet",
            SHEET,
            "printJob",
            PRINT_JOB,
            "label",
            LABEL,
            "latestPreparation",
            LATEST_PREPARATION);

    private Selects() {}
}
