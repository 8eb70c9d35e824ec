package org.twomes.station.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users file, read again when it changes. A faulty change is logged and the users before it stay. */
final class UsersFile {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);

    private final Path file;
    private Users users;
    private FileTime modified;

    UsersFile(Path file) throws AccessException {
        this.file = file;
        this.modified = time();
        this.users = Users.read(file);
    }

    synchronized Users users() {
        FileTime now = time();
        if (!now.equals(modified)) {
            modified = now;
            try {
                users = Users.read(file);
                LOG.info("Users read again from {}", file);
            } catch (AccessException e) {
                LOG.error("The users stay as they were: {}", e.getMessage());
            }
        }
        return users;
    }

    private FileTime time() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
