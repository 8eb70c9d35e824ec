package org.twomes.station.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.twomes.station.config.StickerSection;

/** The CUPS queue of the label sheets: known, switched on, and taking jobs. */
record PrinterCheck(StickerSection settings, Programs programs) implements Check {
    @Override
    public String name() {
        return "printer";
    }

    @Override
    public List<Finding> look() throws IOException {
        String queue = settings.printer();
        if (queue.isEmpty()) {
            return List.of(Finding.fine(name(), "None: sheets stay files."));
        }
        Optional<Programs.Answer> state = programs.ask("lpstat", "-p", queue);
        if (state.isEmpty()) {
            return List.of(Finding.fault(
                    name(), "lpstat is not installed or does not answer.", "apt-get install cups-client; is cups up?"));
        }
        if (state.get().code() != 0) {
            return List.of(Finding.fault(
                    name(),
                    "CUPS does not know the queue " + queue + ": " + state.get().text(),
                    "Set sticker.printer to a name out of `lpstat -p`."));
        }
        Optional<Programs.Answer> takes = programs.ask("lpstat", "-a", queue);
        if (state.get().text().contains("disabled")) {
            return List.of(Finding.fault(name(), "The queue " + queue + " is stopped.", "cupsenable " + queue));
        }
        boolean refuses =
                takes.filter(answer -> answer.text().contains("not accepting")).isPresent();
        return List.of(
                refuses
                        ? Finding.fault(name(), "The queue " + queue + " takes no jobs.", "cupsaccept " + queue)
                        : Finding.fine(name(), "The queue " + queue + " is on and takes jobs."));
    }
}
