package org.twomes.station.access;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.common.FileVersion;
import org.twomes.station.fault.FaultException;

/** The users file, read again when it changes. A faulty change is logged and the users before it stay. */
final class UsersFile {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);

    private final Path file;
    private Users users;
    private String version;

    UsersFile(Path file) {
        this.file = file;
        this.version = FileVersion.of(file);
        this.users = Users.read(file);
    }

    synchronized Users users() {
        String now = FileVersion.of(file);
        if (!now.equals(version)) {
            version = now;
            try {
                users = Users.read(file);
                LOG.info("Users read again from {}", file);
            } catch (FaultException e) {
                LOG.error("The users stay as they were: {}", e.advised());
            }
        }
        return users;
    }
}
