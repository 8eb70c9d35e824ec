package org.twomes.station.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Makes records of rows by their columns' names, and finds the columns once for each query, not for each answer to it. */
final class OncePerQuery<T> implements RowMapper<T> {
    private final RowMapper<T> byName;
    private final Map<String, RowMapper<T>> ofQuery = new ConcurrentHashMap<>();

    OncePerQuery(Class<T> type) {
        byName = ConstructorMapper.of(type);
    }

    @Override
    public RowMapper<T> specialize(ResultSet rows, StatementContext context) throws SQLException {
        RowMapper<T> known = ofQuery.get(context.getRenderedSql());
        if (known != null) {
            return known;
        }
        RowMapper<T> found = byName.specialize(rows, context);
        ofQuery.put(context.getRenderedSql(), found);
        return found;
    }

    @Override
    public T map(ResultSet row, StatementContext context) throws SQLException {
        return specialize(row, context).map(row, context);
    }
}
