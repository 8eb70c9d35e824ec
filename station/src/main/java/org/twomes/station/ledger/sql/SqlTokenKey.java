package org.twomes.station.ledger.sql;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The ciphertexts of all tokens, and the fingerprint of the key that they are encrypted with, in SQL. */
interface SqlTokenKey {
    /** A unit's ciphertext. */
    record Locked(long id, byte[] token) {}

    /** The fingerprint of the key in use, in one row. */
    String IN_USE = "SELECT content FROM setting WHERE name = 'token key fingerprint' ";

    /** Unless there is one. */
    @SqlUpdate("""
            INSERT INTO setting (name, content) VALUES ('token key fingerprint', :fingerprint)
            ON CONFLICT (name) DO NOTHING
            """)
    void begin(String fingerprint);

    @SqlQuery(IN_USE)
    String inUse();

    @SqlQuery(IN_USE + "<lock>")
    String lockInUse();

    @SqlUpdate("UPDATE setting SET content = :fingerprint WHERE name = 'token key fingerprint'")
    void inUse(String fingerprint);

    @SqlQuery("SELECT id, token FROM unit WHERE token IS NOT NULL <lock>")
    @RegisterConstructorMapper(Locked.class)
    List<Locked> tokens();

    @SqlUpdate("UPDATE unit SET token = :token WHERE id = :unit")
    void token(long unit, byte[] token);

    /** Ciphertexts of passwords, which are encrypted as tokens are. */
    @SqlQuery("SELECT id, password AS token FROM unit WHERE password IS NOT NULL <lock>")
    @RegisterConstructorMapper(Locked.class)
    List<Locked> passwords();

    @SqlUpdate("UPDATE unit SET password = :password WHERE id = :unit")
    void password(long unit, byte[] password);
}
