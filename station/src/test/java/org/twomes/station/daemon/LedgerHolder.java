package org.twomes.station.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another process that holds the ledger's file for writing until it is told to end. */
public final class LedgerHolder implements AutoCloseable {
    private final Process process;

    /** Holds the SQLite file {@code ledger} from now on. */
    public LedgerHolder(Path ledger) throws IOException {
        String path = Stream.of(LedgerHolder.class, org.sqlite.JDBC.class, org.slf4j.LoggerFactory.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        path,
                        LedgerHolder.class.getName(),
                        ledger.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String word = said.readLine();
        if (!"held".equals(word)) {
            throw new IllegalStateException("the other process does not hold the ledger but says " + word);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The other process. */
    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            System.out.println("held");
            System.in.read();
        }
    }
}
