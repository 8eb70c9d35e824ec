package org.twomes.station.ledger.sql;

import java.lang.reflect.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.argument.NullArgument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.Secret;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.DeadLabel;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.OpenAttempt;
import org.twomes.station.ledger.Outbox;
import org.twomes.station.ledger.PrintQueue;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.SlotBaud;
import org.twomes.station.ledger.UnitLedger;
import org.twomes.station.ledger.UnitRecord;

/** How values are written and records are read, told to JDBI once. */
final class Mapping {
    /** Records that are made of rows, by the names of their columns. */
    private static final List<Class<?>> RECORDS = List.of(
            UnitRecord.class,
            AttemptRecord.Transition.class,
            AttemptRecord.Note.class,
            OpenAttempt.class,
            SlotBaud.class,
            UnitLedger.Provisioned.class,
            Outbox.Waiting.class,
            Outbox.Registered.class,
            SheetLedger.Sheet.class,
            SheetLedger.Label.class,
            SheetLedger.Used.class,
            DeadLabel.class,
            GivenData.class,
            GivenData.Field.class,
            PrintQueue.Job.class,
            Ledger.AuditLine.class);

    private Mapping() {}

    /** Times are milliseconds since 1970 UTC, flags 0 or 1, tokens encrypted by {@code vault}. */
    static Jdbi on(Connection connection, Dialect dialect, TokenVault vault) {
        Jdbi jdbi = Jdbi.create(connection)
                .installPlugin(new SqlObjectPlugin())
                .registerArgument(new InstantArgument())
                .registerArgument(new FlagArgument())
                .registerArgument(new TokenArgument(vault))
                .registerColumnMapper(Instant.class, Mapping::instant)
                .registerColumnMapper(Duration.class, (row, column, context) -> Duration.ofMillis(row.getLong(column)))
                .registerColumnMapper(Secret.class, (row, column, context) -> token(vault, row, column, context));
        RECORDS.forEach(type -> jdbi.registerRowMapper(type, new OncePerQuery<>(type)));
        jdbi.getConfig(SqlStatements.class).defineMap(Selects.BY_NAME).defineMap(dialect.suffixes());
        return jdbi;
    }

    private static @Nullable Instant instant(ResultSet row, int column, StatementContext context) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** The token of the unit in the row's column {@code unit}. */
    private static @Nullable Secret token(TokenVault vault, ResultSet row, int column, StatementContext context)
            throws SQLException {
        byte[] locked = row.getBytes(column);
        return locked == null ? null : vault.unlock(row.getLong("unit"), locked, context.getConnection());
    }

    private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
        InstantArgument() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setLong(position, value.toEpochMilli());
        }
    }

    private static final class FlagArgument implements ArgumentFactory.Preparable {
        @Override
        public Optional<Function<@Nullable Object, Argument>> prepare(Type type, ConfigRegistry config) {
            return type == boolean.class || type == Boolean.class ? Optional.of(FlagArgument::of) : Optional.empty();
        }

        private static Argument of(@Nullable Object value) {
            return value instanceof Boolean flag
                    ? (position, statement, context) -> statement.setInt(position, flag ? 1 : 0)
                    : new NullArgument(Types.INTEGER);
        }
    }

    private static final class TokenArgument extends AbstractArgumentFactory<TokenVault.UnitToken> {
        private final TokenVault vault;

        TokenArgument(TokenVault vault) {
            super(Types.BINARY);
            this.vault = vault;
        }

        @Override
        protected Argument build(TokenVault.UnitToken value, ConfigRegistry config) {
            return (int position, PreparedStatement statement, StatementContext context) ->
                    statement.setBytes(position, vault.lock(value, context.getConnection()));
        }
    }
}
