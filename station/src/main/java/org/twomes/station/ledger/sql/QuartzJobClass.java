package org.twomes.station.ledger.sql;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Quartz stores the class of each job by name, and a fleet of version 0.1.0 has stored one that is called otherwise now; public
 * for Flyway.
 */
public final class QuartzJobClass implements JavaMigration {
    private static final String RENAME = """
            UPDATE qrtz_job_details
            SET job_class_name = 'org.twomes.station.schedule.ScheduledJob'
            WHERE job_class_name = 'org.twomes.station.schedule.Chore'
            """;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("50");
    }

    @Override
    public String getDescription() {
        return "class of the jobs of Quartz";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.executeUpdate(RENAME);
        }
    }
}
