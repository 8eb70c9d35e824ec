package org.twomes.station.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells whether a file is still the one that was read. */
public final class FileVersion {
    private FileVersion() {}

    /** Changes whenever the file does, also when another one is moved into its place or it can be read no more. */
    public static String of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (IOException e) {
            return "unreadable";
        }
    }
}
