package org.twomes.station.ledger.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * JDBI handles that outlive their connections, so that their SQL objects are attached once. Each call borrows a handle and a
 * connection of the pool for it; there come to be as many handles as calls at once.
 */
final class Handles {
    private final Function<Connection, Jdbi> mapping;
    private final DataSource source;
    private final ConcurrentLinkedDeque<Lasting> idle = new ConcurrentLinkedDeque<>();

    /** {@code mapping} is told to JDBI once for each handle. */
    Handles(Function<Connection, Jdbi> mapping, DataSource source) {
        this.mapping = mapping;
        this.source = source;
    }

    /** Runs {@code work} on a connection of the pool. A handle on which something failed is not used again. */
    <T> T with(HandleCallback<T, RuntimeException> work) {
        try (Connection connection = source.getConnection()) {
            Lasting lasting = Optional.ofNullable(idle.poll()).orElseGet(Lasting::new);
            T result = work.withHandle(lasting.on(connection, mapping));
            idle.push(lasting);
            return result;
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    /** A handle, and the connection that it has now. */
    private static final class Lasting {
        private Optional<Connection> current = Optional.empty();
        private Optional<Handle> handle = Optional.empty();

        Handle on(Connection connection, Function<Connection, Jdbi> mapping) {
            current = Optional.of(connection);
            Handle known =
                    handle.orElseGet(() -> mapping.apply(whicheverIsCurrent()).open());
            handle = Optional.of(known);
            return known;
        }

        private Connection whicheverIsCurrent() {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        if (method.getName().equals("equals")) {
                            return self == arguments[0];
                        }
                        boolean ofObject = method.getDeclaringClass() == Object.class;
                        try {
                            return method.invoke(ofObject ? this : current.orElseThrow(), arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    });
        }
    }
}
