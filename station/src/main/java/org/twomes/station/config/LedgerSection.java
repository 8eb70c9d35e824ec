package org.twomes.station.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the ledger lives.
 *
 * @param url {@code jdbc:postgresql://...}, or empty for SQLite in the data folder
 * @param user PostgreSQL account; empty for SQLite
 * @param passwordFile file with its password; empty for none
 * @param tokenKeyFile file with the key that encrypts activation tokens; empty makes one in the data folder
 */
public record LedgerSection(String url, String user, Optional<Path> passwordFile, Optional<Path> tokenKeyFile) {}
