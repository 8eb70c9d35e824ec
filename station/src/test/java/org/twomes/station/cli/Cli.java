package org.twomes.station.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command as a person calls it: its exit code and what it prints. */
public record Cli(int code, String out, String err) {
    /** Runs a command in this process. */
    public static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Cli(code, out.toString(), err.toString());
    }
}
