package org.twomes.station.backoffice;

import java.time.Instant;
import java.util.Optional;

/**
 * An existing device that got another name, so that its old one is free.
 *
 * @param oldName as it stood in the database
 * @param newName {@code oldName} with {@code -OLD}, {@code -OLD2} and so on
 * @param rowId its row, which is otherwise unchanged
 * @param createdOn when that row was made
 */
public record RenameResult(String oldName, String newName, long rowId, Optional<Instant> createdOn) {}
