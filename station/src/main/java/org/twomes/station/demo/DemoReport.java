package org.twomes.station.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.twomes.station.ledger.UnitQuery;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.sticker.SheetReader;

/**
 * The result of a demo in three records: units that are labelled in the ledger, devices of the back office, and labels as they
 * are read back from the sheets.
 */
public record DemoReport(
        int boards,
        List<SlotView> results,
        List<String> ledger,
        List<String> backOffice,
        List<String> sheet,
        List<Path> files) {

    /**
     * Reads the ledger, the back office and the sheets of {@code demo}.
     *
     * @param results last states of the slots, one for each board
     * @param boards that were plugged
     */
    public static DemoReport of(DemoRig demo, List<SlotView> results, int boards) throws IOException {
        List<String> labelled = demo.station().ledger().units().search(UnitQuery.newest(Integer.MAX_VALUE)).stream()
                .filter(unit -> unit.state() == UnitState.LABELLED)
                .map(DemoReport::name)
                .sorted()
                .toList();
        List<String> registered = demo.backOffice().devices().stream()
                .map(FakeBackOffice.Device::name)
                .sorted()
                .toList();
        List<Path> files = pdfs(demo.sheets());
        List<String> printed = new ArrayList<>();
        for (Path file : files) {
            printed.addAll(SheetReader.names(file));
        }
        return new DemoReport(
                boards, results, labelled, registered, printed.stream().sorted().toList(), files);
    }

    /** Whether every board is in all three records, once. */
    public boolean complete() {
        Set<String> names = new TreeSet<>(ledger);
        return ledger.size() == boards
                && names.size() == boards
                && ledger.equals(backOffice)
                && ledger.equals(sheet)
                && results.stream().allMatch(view -> view.phase() == SlotPhase.DONE);
    }

    /** Device names by record, as {@code demo --json} writes them: ledger, back office, sheet. */
    public Map<String, List<String>> records() {
        Map<String, List<String>> records = new LinkedHashMap<>();
        records.put("ledger", ledger);
        records.put("backOffice", backOffice);
        records.put("sheet", sheet);
        return records;
    }

    /** The result for people, with the boards that failed and the sheets. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%n%d boards: %d proven and labelled in the ledger, %d in the back office, %d read back from the sheets%n",
                boards, ledger.size(), backOffice.size(), sheet.size()));
        results.stream()
                .filter(view -> view.phase() != SlotPhase.DONE)
                .forEach(view -> text.append("  ")
                        .append(view.slot())
                        .append(' ')
                        .append(view.name().orElse("?"))
                        .append(": ")
                        .append(view.trouble()
                                .map(why -> why.code() + " (" + why.detail() + ")")
                                .orElse(view.activity()))
                        .append('\n'));
        files.forEach(file -> text.append("Sheet: ").append(file).append('\n'));
        return text.toString().stripTrailing();
    }

    private static String name(UnitRecord unit) {
        return unit.name().orElse(unit.mac());
    }

    private static List<Path> pdfs(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pdf"))
                    .sorted()
                    .toList();
        }
    }
}
