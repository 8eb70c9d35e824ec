package org.twomes.station.ledger.sql;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;

/** The SQL objects that were attached to a handle: to attach one costs several times what a statement does. Public for JDBI. */
public final class Attached implements JdbiConfig<Attached> {
    private final Map<Class<?>, Object> objects = new HashMap<>();

    /** The SQL object on {@code handle}, the same one each time. */
    static <T> T to(Handle handle, Class<T> type) {
        return type.cast(handle.getConfig(Attached.class).objects.computeIfAbsent(type, handle::attach));
    }

    /** Empty: what is attached to one handle is of no use to another. */
    @Override
    public Attached createCopy() {
        return new Attached();
    }
}
