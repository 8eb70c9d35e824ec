package org.twomes.station.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.twomes.station.config.StickerSection;

/** The CUPS queue of the label sheets exists, is enabled and accepts jobs. */
record PrinterCheck(StickerSection settings, Programs programs) implements Check {
    @Override
    public String name() {
        return "printer";
    }

    @Override
    public List<Finding> look() throws IOException {
        int at = settings.printer().lastIndexOf('@');
        String queue = at < 0 ? settings.printer() : settings.printer().substring(0, at);
        String[] server =
                at < 0 ? new String[0] : new String[] {"-h", settings.printer().substring(at + 1)};
        if (queue.isEmpty()) {
            return List.of(Finding.fine(name(), "None is configured: sheets are files only."));
        }
        Optional<Programs.Answer> state = asked(server, "-p", queue);
        if (state.isEmpty()) {
            return List.of(Finding.fault(
                    name(), "lpstat is not installed or does not answer.", "apt-get install cups-client; is cups up?"));
        }
        if (state.get().code() != 0) {
            return List.of(Finding.fault(
                    name(),
                    "CUPS does not know the queue " + queue + ": " + state.get().text(),
                    "Set sticker.printer to a name from `lpstat -p`."));
        }
        Optional<Programs.Answer> takes = asked(server, "-a", queue);
        if (state.get().text().contains("disabled")) {
            return List.of(Finding.fault(name(), "The queue " + queue + " is stopped.", "cupsenable " + queue));
        }
        if (programs.ask("ipptool", "--version").isEmpty()) {
            return List.of(Finding.fault(
                    name(),
                    "ipptool is not installed: whether a sheet was printed is not known.",
                    "apt-get install --no-install-recommends cups-ipp-utils"));
        }
        boolean refuses =
                takes.filter(answer -> answer.text().contains("not accepting")).isPresent();
        return List.of(
                refuses
                        ? Finding.fault(name(), "The queue " + queue + " accepts no jobs.", "cupsaccept " + queue)
                        : Finding.fine(name(), "The queue " + queue + " is enabled and accepts jobs."));
    }

    private Optional<Programs.Answer> asked(String[] server, String... question) throws IOException {
        return programs.ask(
                "lpstat", Stream.concat(Stream.of(server), Stream.of(question)).toArray(String[]::new));
    }
}
