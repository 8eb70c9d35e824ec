package org.twomes.station.ledger.sql;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.migration.Context;

/**
 * Quartz stores the class of each job by name, and a fleet of version 0.1.0 has stored one that is called otherwise now. All jobs of a
 * fleet have this class. Public for Flyway.
 */
public final class QuartzJobClass extends QuartzMigration {
    private static final String RENAME =
            "UPDATE qrtz_job_details SET job_class_name = 'org.twomes.station.schedule.ScheduledJob'";

    /** For Flyway. */
    public QuartzJobClass() {
        super("50", "class of the jobs of Quartz");
    }

    @Override
    public void migrate(Context context) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.executeUpdate(RENAME);
        }
    }
}
