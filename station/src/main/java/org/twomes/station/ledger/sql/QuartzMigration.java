package org.twomes.station.ledger.sql;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** A change of the tables of a fleet's Quartz scheduler, which only PostgreSQL has: one transaction, known by its version. */
abstract class QuartzMigration implements JavaMigration {
    private final MigrationVersion version;
    private final String description;

    /** Flyway stores {@code version} and {@code description} in each ledger, so they stay as they are. */
    QuartzMigration(String version, String description) {
        this.version = MigrationVersion.fromVersion(version);
        this.description = description;
    }

    @Override
    public MigrationVersion getVersion() {
        return version;
    }

    @Override
    public String getDescription() {
        return description;
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }
}
