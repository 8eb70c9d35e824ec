package org.twomes.station.harness;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/**
 * How the station's JVM finds its classes. A process that is started hundreds of times spends most of its life on loading them,
 * so the first one that ends by itself leaves them behind in an archive (class data sharing) for all later ones; the JDK takes
 * only classes out of jars into it, so those of the build are put into one, as they are when the station is installed.
 */
final class StartUp {
    private final String classPath;
    private final Path archive;

    /** Puts jar and archive into {@code folder}. */
    StartUp(Path folder) throws IOException {
        archive = folder.resolve("station.jsa");
        Path jar = folder.resolve("station.jar");
        List<Path> built = new ArrayList<>();
        List<String> path = new ArrayList<>(List.of(jar.toString()));
        // Surefire hides the class path of the tests behind a jar of its own.
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : own.split(File.pathSeparator)) {
            if (!Files.isDirectory(Path.of(entry))) {
                path.add(entry);
            } else if (!holds(Path.of(entry), StartUp.class)) {
                built.add(Path.of(entry));
            }
        }
        pack(built, jar);
        classPath = String.join(File.pathSeparator, path);
    }

    /** The JVM's options: uses the archive once it is there, and makes it at the next end until then. */
    List<String> options() {
        String use = Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
        return List.of(use + archive, "-cp", classPath);
    }

    private static boolean holds(Path folder, Class<?> type) {
        return Files.exists(folder.resolve(type.getName().replace('.', '/') + ".class"));
    }

    /** With entries for the folders, as Maven's jars have them: Flyway looks for its scripts by them. */
    private static void pack(List<Path> folders, Path jar) throws IOException {
        Set<String> packed = new HashSet<>();
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(bytes)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (Path folder : folders) {
                for (Path each : content(folder)) {
                    boolean file = Files.isRegularFile(each);
                    String name = folder.relativize(each) + (file ? "" : "/");
                    if (packed.add(name)) {
                        out.putNextEntry(new JarEntry(name));
                        if (file) {
                            Files.copy(each, out);
                        }
                        out.closeEntry();
                    }
                }
            }
        }
    }

    private static List<Path> content(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(each -> !each.equals(folder)).toList();
        }
    }
}
