package org.twomes.station.ledger.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.migration.Context;

/** The tables of the fleet's Quartz scheduler, by the script that Quartz brings along for PostgreSQL; public for Flyway. */
public final class QuartzTables extends QuartzMigration {
    private static final String SCRIPT = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";
    /** The script's own last word; the migration's transaction ends by itself. */
    private static final String END = "COMMIT;";

    /** For Flyway. */
    public QuartzTables() {
        super("22", "clockwork tables of Quartz");
    }

    @Override
    public void migrate(Context context) throws SQLException, IOException {
        try (InputStream in = QuartzTables.class.getResourceAsStream(SCRIPT);
                Statement statement = context.getConnection().createStatement()) {
            if (in == null) {
                throw new IOException("Quartz brings no " + SCRIPT + " along: not the version this was built with");
            }
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace(END, ""));
        }
    }
}
