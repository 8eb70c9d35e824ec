package org.twomes.station.cli.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.common.Json;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.common.Secret;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.Bundles;
import org.twomes.station.daemon.StartupChecks;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.BundleSource;
import org.twomes.station.firmware.CatalogueEntry;
import org.twomes.station.firmware.Download;
import org.twomes.station.sticker.LabelStock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code station init}: asks for what no station can do without, and writes a configuration of that alone. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Asks for the five things that must be set (firmware bundle, back office and its admin token, label sheet,",
            "printer, the dashboard's address), writes a configuration of these alone, and ends with doctor's verdict.",
            "An empty answer takes what stands in brackets. The token goes into a file of mode 0600 beside it."
        },
        footer = {
            "",
            "Examples:",
            "  station init",
            "  station init /etc/twomes-station/station.yaml",
            "",
            "Exit code: that of doctor; 2 when the file is there already."
        })
public final class InitCommand implements Callable<Integer> {
    private static final String TOKEN_FILE = "admin-token";
    private static final String NONE = "none";
    private static final String PRODUCTION_HOST = "api.energietransitiewindesheim.nl";

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "station.yaml",
            description = "Where it is written (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Answers answers = new Answers();

    @Override
    public Integer call() throws Exception {
        if (Files.exists(file)) {
            throw new CommandFailure(file + " is there already: name another file, or change that one");
        }
        PrintWriter out = spec.commandLine().getOut();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        Questions questions = new Questions(in, out, Optional.ofNullable(System.console()));
        StationConfig usual = ConfigFile.defaults(Map.of());
        data();
        String bundle = questions.ask(
                "Firmware bundle: a zip, URL or OWNER/REPO@TAG (empty: later)", "", InitCommand::noBundle);
        Optional<Secret> token = backOffice(questions, usual.backOffice());
        labels(questions, usual);
        dashboard(questions, usual);
        write(token);
        out.println(file + " is written.");
        if (!bundle.isEmpty()) {
            add(bundle, out);
        }
        out.println();
        out.flush();
        CommandSpec all = Objects.requireNonNull(spec.parent());
        CommandLine doctor = Objects.requireNonNull(all.subcommands().get("doctor"));
        return doctor.execute("--config", file.toString());
    }

    /** The usual folder is the installed service's; another configuration keeps its data beside it. */
    private void data() {
        if (!file.toAbsolutePath().normalize().equals(ConfigOption.INSTALLED)) {
            answers.put("station.data", "data");
        }
    }

    private static Optional<String> noBundle(String source) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try {
            BundleSource.parse(source);
            return Optional.empty();
        } catch (FaultException e) {
            return Optional.of(e.advised());
        }
    }

    private Optional<Secret> backOffice(Questions questions, BackOfficeSection usual) throws IOException {
        String url = questions.ask(
                "Back office: the address of its API v1, or none",
                usual.url().toString(),
                text -> text.equals(NONE)
                        ? Optional.empty()
                        : answers.complaint(Map.of(
                                "backOffice.url", Json.line(text), "backOffice.environment", environment(text))));
        if (url.equals(NONE)) {
            answers.put("backOffice.api", NONE);
            return Optional.empty();
        }
        answers.put("backOffice.url", url);
        answers.put("backOffice.environment", environment(url));
        answers.put("backOffice.tokenFile", TOKEN_FILE);
        Path there = beside(TOKEN_FILE);
        if (Files.exists(there)) {
            spec.commandLine().getOut().println("Its admin token is taken from " + there + ".");
            return Optional.empty();
        }
        return questions.secret("Its admin token, which is not shown (empty: later, into the file " + there + ")");
    }

    private static String environment(String url) {
        return url.contains("//" + PRODUCTION_HOST) ? "production" : "test";
    }

    private void labels(Questions questions, StationConfig usual) throws IOException {
        String known = String.join(", ", LabelStock.shippedSheets());
        String sheet = questions.ask(
                "Label sheet (" + known + "), or none", usual.sticker().template(), InitCommand::noSheet);
        if (sheet.equals(NONE)) {
            answers.put("sticker.mode", NONE);
            return;
        }
        answers.put("sticker.template", sheet);
        String printer = questions.ask(
                "Printer: the CUPS queue that prints finished sheets (empty: none)",
                "",
                text -> answers.complaint(Map.of("sticker.printer", Json.line(text))));
        if (!printer.isEmpty()) {
            answers.put("sticker.printer", printer);
        }
    }

    private static Optional<String> noSheet(String code) {
        try {
            if (!code.equals(NONE)) {
                LabelStock.requireShipped(code);
            }
            return Optional.empty();
        } catch (FaultException e) {
            return Optional.of(e.advised());
        }
    }

    private void dashboard(Questions questions, StationConfig usual) throws IOException {
        String address = questions.ask(
                "Dashboard's address",
                usual.dashboard().bind() + ":" + usual.dashboard().port(),
                text -> text.matches("[^:]+:[0-9]{1,5}|\\[[0-9a-f:]+\\]:[0-9]{1,5}")
                        ? answers.complaint(
                                Map.of("dashboard.bind", Json.line(host(text)), "dashboard.port", port(text)))
                        : Optional.of("'" + text + "' is not HOST:PORT"));
        answers.put("dashboard.bind", host(address));
        answers.put("dashboard.port", Integer.parseInt(port(address)));
    }

    private static String host(String address) {
        return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    private static String port(String address) {
        return address.substring(address.lastIndexOf(':') + 1);
    }

    private Path beside(String name) {
        return file.toAbsolutePath().resolveSibling(name);
    }

    private void write(Optional<Secret> token) throws IOException {
        Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
        }
        if (token.isPresent()) {
            PrivateFile.create(beside(TOKEN_FILE), (token.get().reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(file, answers.yaml());
    }

    /** Into the catalogue, and pinned; what goes wrong is said, and the rest stands. */
    private void add(String source, PrintWriter out) throws IOException, ConfigException {
        StationConfig config = ConfigFile.load(file);
        // Before the catalogue creates its folder there.
        StartupChecks.dataFolder(config);
        try {
            CatalogueEntry entry = Bundles.catalogue(config)
                    .fetch(
                            BundleSource.parse(source),
                            Download.usual(),
                            Optional.empty(),
                            Optional.of(config.backOffice())
                                    .filter(office -> office.api() != BackOfficeSection.Api.NONE)
                                    .map(BackOfficeSection::environment));
            answers.put("bundle.name", entry.name());
            answers.put("bundle.sha256", entry.sha256());
            Files.writeString(file, answers.yaml());
            out.println("The bundle " + entry.name() + " is in the catalogue.");
        } catch (FaultException e) {
            out.println("The bundle was not added: " + e.advised() + " Try again with: station bundle add " + source
                    + " --config " + file);
        }
    }
}
