import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.twomes.station.cli.Main;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the manual (AsciiDoc, a file a command) and the bash completion out of the commands as the program declares them. */
final class ManPages {
    private ManPages() {}

    /** Arguments: the command's name as installed, the folder for the manual, the file for the completion. */
    public static void main(String[] arguments) throws Exception {
        CommandLine program = new CommandLine(new Main()).setCommandName(arguments[0]);
        File folder = Files.createDirectories(Path.of(arguments[1])).toFile();
        int code = ManPageGenerator.generateManPage(folder, null, new boolean[0], true, program.getCommandSpec());
        Files.writeString(Path.of(arguments[2]), AutoComplete.bash(arguments[0], program));
        System.exit(code);
    }
}
