package org.twomes.station.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.Query;

/** The list of units. */
final class UnitSearch {
    private UnitSearch() {}

    static List<UnitRecord> run(Database database, UnitQuery query) {
        List<String> conditions = new ArrayList<>();
        query.text()
                .ifPresent(
                        text -> conditions.add("(LOWER(u.name) LIKE :text ESCAPE '!' OR u.mac LIKE :text ESCAPE '!')"));
        query.state().ifPresent(state -> conditions.add("u.state = :state"));
        query.slot().ifPresent(slot -> conditions.add("u.slot = :slot"));
        query.from().ifPresent(from -> conditions.add("u.changed >= :from"));
        query.to().ifPresent(to -> conditions.add("u.changed < :to"));
        String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions) + " ";
        return database.read(handle -> {
            Query sql = handle.createQuery(Rows.UNIT + where + "ORDER BY u.changed DESC, u.id DESC LIMIT :limit");
            query.text().ifPresent(text -> sql.bind("text", "%" + escaped(text) + "%"));
            query.state().ifPresent(state -> sql.bind("state", state.name()));
            query.slot().ifPresent(slot -> sql.bind("slot", slot));
            query.from().ifPresent(from -> sql.bind("from", from.toEpochMilli()));
            query.to().ifPresent(to -> sql.bind("to", to.toEpochMilli()));
            return sql.bind("limit", query.limit())
                    .map((row, context) -> Rows.unit(row))
                    .list();
        });
    }

    private static String escaped(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }
}
