package org.twomes.station.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.Secret;

/** The crash test's own book-keeping finds each kind of fault; else its zeros would say nothing. */
@Tag("fast")
class ConsistencyReportTest {
    private static final int BOARDS = 20;
    private static final int SHEET = 6;

    private final List<Records.Board> boards = new ArrayList<>();
    private final List<Records.Unit> units = new ArrayList<>();
    private final List<Records.Device> devices = new ArrayList<>();
    private final List<Records.Label> labels = new ArrayList<>();

    @TempDir
    Path folder;

    /** Twenty boards, all well. */
    ConsistencyReportTest() {
        for (int board = 0; board < BOARDS; board++) {
            Records.Place place = new Records.Place("sheet-" + board / SHEET, board % SHEET + 1);
            boards.add(new Records.Board(name(board), Optional.of(token(board)), Optional.of("S" + board)));
            units.add(unit(board, 1, "LABELLED", Optional.of(place)));
            devices.add(new Records.Device(name(board), token(board)));
            labels.add(new Records.Label(place, name(board), token(board)));
        }
    }

    private static String name(int board) {
        return "TWOMES-00000" + Integer.toHexString(board);
    }

    private static Secret token(int board) {
        return Secret.of("1000000" + board);
    }

    private static Records.Unit unit(int board, int life, String state, Optional<Records.Place> place) {
        return new Records.Unit(name(board), life, state, Optional.of(token(board)), place);
    }

    private ConsistencyReport count() {
        return ConsistencyReport.of(new Records(boards, units, devices, labels, 0));
    }

    @Test
    void allIsWell() {
        ConsistencyReport all = count();
        assertThat(all.sound()).isTrue();
        assertThat(all.complaints()).isEmpty();
        assertThat(List.of(all.boards(), all.registered(), all.labelled(), all.failed()))
                .containsExactly(BOARDS, BOARDS, BOARDS, 0);
    }

    @Test
    void aBoardThatNobodyKnowsIsLost() {
        boards.add(new Records.Board("TWOMES-FFFFFF", Optional.empty(), Optional.empty()));
        assertThat(count().lost()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aBoardThatWasLeftInTheMiddleIsLost() {
        take(3);
        units.set(3, unit(3, 1, "PROGRAMMED", Optional.empty()));
        assertThat(count().lost()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aRegistrationThatTheLedgerDoesNotKnowIsLost() {
        units.set(3, unit(3, 1, "IDENTIFIED", Optional.empty()));
        assertThat(count().lost()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aBoardThatWasErasedAfterItsRegistrationIsLost() {
        boards.set(3, new Records.Board(name(3), Optional.of(token(99)), Optional.of("S3")));
        assertThat(count().lost()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void twoBoardsWithOneSerialNumberAreToldOf() {
        boards.set(3, new Records.Board(name(3), Optional.of(token(3)), Optional.of("S4")));
        assertThat(count().complaints()).anyMatch(line -> line.contains("S4") && line.contains(name(3)));
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aRegisteredBoardWithoutASerialNumberIsToldOf() {
        boards.set(3, new Records.Board(name(3), Optional.of(token(3)), Optional.empty()));
        assertThat(count().complaints()).anyMatch(line -> line.contains(name(3)));
        assertThat(count().sound()).isFalse();
    }

    @Test
    void anHonestFailureIsNoLossAndFewAreBorne() {
        take(3);
        units.set(3, unit(3, 1, "FAILED", Optional.empty()));
        assertThat(count().failed()).isEqualTo(1);
        assertThat(count().lost()).isZero();
        // Its place was the third of a sheet: left out now.
        assertThat(count().labelsMissing()).isEqualTo(1);
        take(19);
        units.set(19, unit(19, 1, "HELD", Optional.empty()));
        assertThat(count().failed()).isEqualTo(2);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void twoRowsInTheBackOfficeAreARegistrationTooMany() {
        devices.add(new Records.Device(name(3), token(99)));
        assertThat(count().registeredTwice()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void twoRegisteredLivesOfABoardAreARegistrationTooMany() {
        units.add(unit(3, 2, "REGISTERED", Optional.empty()));
        assertThat(count().registeredTwice()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aDeviceThatWasNeverPluggedIsARegistrationTooMany() {
        devices.add(new Records.Device("TWOMES-FFFFFF", token(99)));
        assertThat(count().registeredTwice()).isEqualTo(1);
    }

    @Test
    void aSecondLabelIsDoubled() {
        labels.add(new Records.Label(new Records.Place("sheet-9", 1), name(3), token(3)));
        assertThat(count().labelsDoubled()).isEqualTo(1);
        assertThat(count().labelsMissing()).isZero();
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aLabelWithoutARegistrationIsDoubled() {
        devices.remove(3);
        units.set(3, unit(3, 1, "FAILED", Optional.empty()));
        assertThat(count().labelsDoubled()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void twoLabelsOnOnePlaceAreDoubled() {
        labels.set(4, new Records.Label(labels.get(3).place(), name(4), token(4)));
        assertThat(count().labelsDoubled()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aRegisteredBoardWithoutALabelMissesIt() {
        labels.remove(BOARDS - 1);
        assertThat(count().labelsMissing()).isEqualTo(1);
        assertThat(count().labelled()).isEqualTo(BOARDS - 1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aLabelWithAnotherTokenIsTheWrongOne() {
        labels.set(3, new Records.Label(labels.get(3).place(), name(3), token(99)));
        assertThat(count().labelsMissing()).isEqualTo(1);
        assertThat(count().labelsDoubled()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aLabelElsewhereThanTheLedgerSaysIsMissing() {
        labels.set(BOARDS - 1, new Records.Label(new Records.Place("sheet-9", 1), name(19), token(19)));
        assertThat(count().labelsMissing()).isEqualTo(1);
        assertThat(count().sound()).isFalse();
    }

    @Test
    void aHalfWrittenPdfIsSeenAlsoWhenItIsRepairedLater() throws Exception {
        SheetPile pile = new SheetPile(folder);
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.save(folder.resolve("whole.pdf").toFile());
        }
        pile.look();
        assertThat(pile.halfWritten()).isZero();
        byte[] whole = Files.readAllBytes(folder.resolve("whole.pdf"));
        Files.write(folder.resolve(".other.pdf.part"), new byte[10]);
        pile.look();
        assertThat(pile.writing()).isTrue();
        assertThat(pile.halfWritten()).isZero();
        Files.write(folder.resolve("half.pdf"), java.util.Arrays.copyOf(whole, 100));
        pile.look();
        Files.write(folder.resolve("half.pdf"), whole);
        pile.look();
        assertThat(pile.halfWritten()).isEqualTo(1);
        ConsistencyReport report =
                ConsistencyReport.of(new Records(boards, units, devices, labels, pile.halfWritten()));
        assertThat(report.sound()).isFalse();
    }

    /** Nothing but the ledger knows this board. */
    private void take(int board) {
        devices.removeIf(device -> device.name().equals(name(board)));
        labels.removeIf(label -> label.name().equals(name(board)));
    }
}
