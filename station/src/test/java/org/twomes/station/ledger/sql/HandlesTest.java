package org.twomes.station.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.twomes.station.common.SecretMask;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** Handles that are used again, and the repositories on them. */
@Tag("fast")
class HandlesTest {
    @TempDir
    Path folder;

    private final List<Connection> connections = new ArrayList<>();
    private Handles handles;
    private Numbers numbers;

    interface Numbers {
        @SqlUpdate("INSERT INTO t (n) VALUES (:n)")
        void add(int n);

        @SqlQuery("SELECT n FROM t ORDER BY n")
        List<Integer> all();

        /** Two statements, and what comes between them. */
        default int addBoth(int one, int other, RuntimeException between) {
            add(one);
            if (other < 0) {
                throw between;
            }
            add(other);
            return one + other;
        }
    }

    @BeforeEach
    void open() {
        SQLiteDataSource source = new SQLiteDataSource() {
            @Override
            public Connection getConnection() throws java.sql.SQLException {
                Connection connection = super.getConnection();
                connections.add(connection);
                return connection;
            }
        };
        source.setUrl("jdbc:sqlite:" + folder.resolve("t.sqlite"));
        handles = new Handles(connection -> Jdbi.create(connection).installPlugin(new SqlObjectPlugin()), source);
        handles.with(handle -> handle.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)"));
        numbers = new Database(handles, Dialect.SQLITE, SecretMask.NONE).repository(Numbers.class);
    }

    @Test
    void oneHandleServesCallsOnConnectionsOfTheirOwnWhichAllGoBack() throws Exception {
        Set<Handle> used = new HashSet<>();
        for (int n = 0; n < 5; n++) {
            int mine = n;
            handles.with(handle -> {
                used.add(handle);
                return handle.execute("INSERT INTO t (n) VALUES (?)", mine);
            });
        }
        assertThat(used).hasSize(1);
        assertThat(new HashSet<>(connections)).hasSize(6);
        for (Connection connection : connections) {
            assertThat(connection.isClosed()).isTrue();
        }
        assertThat(numbers.all()).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void callsAtOnceHaveAHandleEach() {
        handles.with(outer -> handles.with(inner -> assertThat(inner).isNotSameAs(outer)));
    }

    @Test
    void aHandleOnWhichSomethingFailedIsNotUsedAgain() {
        List<Handle> used = new ArrayList<>();
        assertThatThrownBy(() -> handles.with(handle -> {
                    used.add(handle);
                    throw new IllegalStateException("the board was pulled");
                }))
                .hasMessage("the board was pulled");
        handles.with(used::add);
        assertThat(used.get(1)).isNotSameAs(used.get(0));
        assertThat(connections)
                .allSatisfy(connection -> assertThat(connection.isClosed()).isTrue());
    }

    @Test
    void aCallOfARepositoryIsOneTransactionAndItsExceptionComesAsItIs() {
        FaultException conflict = new FaultException(FaultCode.LEDGER_CONFLICT, "no such board");
        assertThat(numbers.addBoth(1, 2, conflict)).isEqualTo(3);
        assertThatThrownBy(() -> numbers.addBoth(3, -1, conflict)).isSameAs(conflict);
        assertThat(numbers.all()).containsExactly(1, 2);
        assertThatThrownBy(() -> numbers.add(1))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("UNIQUE");
        numbers.add(4);
        assertThat(numbers.all()).containsExactly(1, 2, 4);
    }
}
