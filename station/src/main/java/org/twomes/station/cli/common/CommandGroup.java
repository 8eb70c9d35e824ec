package org.twomes.station.cli.common;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself but have subcommands. */
@Command
public abstract class CommandGroup implements Runnable {
    private final String choices;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** With the names of its subcommands as a sentence lists them: {@code add, list or use}. */
    protected CommandGroup(String choices) {
        this.choices = choices;
    }

    /** Called without a subcommand, which is a wrong call. */
    @Override
    public final void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: " + choices + ".");
    }

    /** The command's standard output. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
