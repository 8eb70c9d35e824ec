package org.twomes.station.cli;

import java.util.List;
import java.util.stream.Stream;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.sticker.Card;

/** The operator's card, one page for the wall beside the rig; texts and colours are those of the dashboard. */
final class OperatorCard {
    private static final int BLUE = 0x1258A8;
    private static final int GREEN = 0x0A6B3C;
    private static final int TEAL = 0x0B6A78;
    private static final int AMBER = 0xFFC233;
    private static final int RED = 0xB3152F;
    private static final int VIOLET = 0x6D35B5;
    private static final int DARK_RED = 0x5C1220;
    private static final int GREY = 0x3D4A59;

    private OperatorCard() {}

    static Card card() {
        return new Card(
                "Preparing boards",
                List.of(work(), lights(), faults()),
                "Every other message says what to do in its own words; all of them are in config/README.md.");
    }

    private static Card.Part work() {
        return new Card.Part(
                "One board",
                List.of(
                        new Card.Line(GREY, false, "1  Plug", "Plug one board into a free slot and let go of it."),
                        new Card.Line(
                                GREY, false, "2  Wait", "Leave it alone until its tile is green, teal, red or amber."),
                        new Card.Line(
                                GREY,
                                false,
                                "3  Pull",
                                "The tile shows a number: put the board into the tray place with that number. Its label has"
                                        + " the same number on the sheet. Then plug the next board."),
                        new Card.Line(
                                GREY,
                                false,
                                "Mixed up?",
                                "Plug the board in and choose Identify on its tile: it says name and label, and changes"
                                        + " nothing.")));
    }

    private static Card.Part lights() {
        return new Card.Part(
                "What the tile says",
                List.of(
                        new Card.Line(BLUE, false, "Working", "Do not touch the board or its cable."),
                        new Card.Line(
                                VIOLET, false, "Your turn", "Press the buttons on the board that the tile names."),
                        new Card.Line(GREEN, false, "Done", "Proven, registered, labelled. Pull it; note the number."),
                        new Card.Line(TEAL, false, "Remove me", "Done but for the server. Pull it; its label follows."),
                        new Card.Line(AMBER, true, "Ask", "Leave it and fetch the supervisor."),
                        new Card.Line(
                                RED, false, "Failed", "Do what the tile says; the station has tried again already."),
                        new Card.Line(DARK_RED, false, "Port fault", "The slot itself is at fault: use another one.")));
    }

    /** The most frequent faults, with the station's own sentences and remedies. */
    private static Card.Part faults() {
        return new Card.Part(
                "When it is red",
                Stream.of(
                                FaultCode.NO_REPLY,
                                FaultCode.WRONG_BOOT_MODE,
                                FaultCode.LINE_NOISE,
                                FaultCode.BROWN_OUT,
                                FaultCode.DEAD_FLASH,
                                FaultCode.BOOT_LOOP,
                                FaultCode.UNPLUGGED)
                        .map(code -> new Card.Line(RED, false, title(code), code.sentence() + " " + code.remedy()))
                        .toList());
    }

    private static String title(FaultCode code) {
        return code.name().charAt(0)
                + code.name().substring(1).toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
