package org.twomes.station.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.rig.BoardModel;
import org.twomes.station.rig.FaultScript;
import org.twomes.station.rig.PlugScript;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code station rig}: serves virtual boards to any tool. */
@Command(
        name = "rig",
        mixinStandardHelpOptions = true,
        description = "Serves virtual boards on pseudo-terminals, and over RFC 2217, until it is stopped.",
        footer = {
            "",
            "Under DIR are dev/ (the ports), sys/ (what each port is) and control.sock, which takes",
            "  plug SLOT MACTAIL [TRAIT or FAULT, ...] | unplug SLOT | reset NODE loader|run | lines NODE DTR RTS | list",
            "  take SLOT MACTAIL [TRAIT or FAULT, ...] and then plug SLOT, for a plugging that takes no time",
            "",
            "Over RFC 2217 the boards have DTR and RTS with the usual auto-reset circuit, so any tool can reset them:",
            "  station rig --boards 4 --dir rig --rfc2217 4000",
            "  esptool --port rfc2217://127.0.0.1:4000 flash-id",
            "",
            "A pseudo-terminal has no DTR and RTS by itself. DIR/modem has a socket for each, N.sock for /dev/pts/N, and",
            "the shim station/src/test/c/ttymodem.c of the source gives them to any program through these:",
            "  gcc -shared -fPIC -O2 -o libttymodem.so station/src/test/c/ttymodem.c -ldl",
            "  LD_PRELOAD=./libttymodem.so TTYMODEM_DIR=DIR/modem esptool --port DIR/dev/ttyUSB0 flash-id",
            "",
            "Example:",
            "  station rig --boards 4 --dir rig --speed realtime",
            "",
            "Traits and faults, e.g. plug 0 D3AD48 flash-size 16MB, flip 0.0001 from-board, truncated 1:"
        })
final class RigCommand implements Callable<Integer> {
    private static final int FIRST_MAC_TAIL = 0xA00000;
    private static final int HELP_COLUMNS = 120;
    private static final int LAST_PORT = 65_535;

    @Option(
            names = "--boards",
            defaultValue = "4",
            paramLabel = "N",
            description = "Boards plugged (default ${DEFAULT-VALUE}).")
    private int boards;

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Folder of the rig.")
    private Path dir = Path.of("");

    @Option(
            names = "--speed",
            defaultValue = "realtime",
            paramLabel = "SPEED",
            description = "fast, realtime or slow (default ${DEFAULT-VALUE}).")
    private RigSettings.Speed speed = RigSettings.Speed.REALTIME;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "S", description = "Seed of all chance.")
    private long seed;

    @Option(
            names = "--rfc2217",
            paramLabel = "PORT",
            description = "Serves the board in slot k at rfc2217://127.0.0.1:PORT+k as well.")
    private Optional<Integer> port = Optional.empty();

    private CommandSpec spec = CommandSpec.create();

    /** The list of faults comes from the rig, so that the help agrees with the control socket. */
    @Spec
    void spec(CommandSpec own) {
        spec = own;
        List<String> footer = new ArrayList<>(List.of(own.usageMessage().footer()));
        footer.addAll(PlugScript.help());
        footer.addAll(FaultScript.help());
        own.usageMessage().footer(footer.toArray(String[]::new)).width(HELP_COLUMNS);
    }

    @Override
    public Integer call() throws Exception {
        check();
        PrintWriter out = spec.commandLine().getOut();
        Files.createDirectories(dir);
        CountDownLatch stop = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            main.interrupt();
        }));
        OptionalInt first = port.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        try (Rig rig = new Rig(new RigSettings(dir.toAbsolutePath(), boards, speed, seed, first))) {
            for (int slot = 0; slot < boards; slot++) {
                out.println(rig.plug(slot, BoardModel.usual(FIRST_MAC_TAIL + slot)));
                rig.networkAddress(slot).ifPresent(out::println);
            }
            out.println("modem " + rig.modemFolder());
            out.println("control " + rig.controlSocket());
            out.flush();
            stop.await();
        } catch (InterruptedException e) {
            return ExitCode.OK;
        }
        return ExitCode.OK;
    }

    private void check() {
        if (boards < 1) {
            throw new CommandFailure("--boards " + boards + ": a rig has 1 board or more");
        }
        int most = LAST_PORT - boards + 1;
        if (port.isPresent() && (port.get() < 1 || port.get() > most)) {
            throw new CommandFailure("--rfc2217 " + port.get() + ": with " + boards
                    + " boards the first TCP port is one of 1 to " + most);
        }
    }
}
