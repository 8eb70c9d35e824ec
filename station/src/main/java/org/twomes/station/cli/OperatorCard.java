package org.twomes.station.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.Messages;
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

    private final Messages messages;

    private OperatorCard(Messages messages) {
        this.messages = messages;
    }

    /** The card in the language of {@code messages}. */
    static Card card(Messages messages) {
        OperatorCard card = new OperatorCard(messages);
        return new Card(card.text("title"), List.of(card.work(), card.lights(), card.faults()), card.text("foot"));
    }

    private Card.Part work() {
        return new Card.Part(
                text("work"),
                Stream.of("plug", "wait", "pull", "mixed")
                        .map(step -> line(GREY, false, step))
                        .toList());
    }

    private Card.Part lights() {
        return new Card.Part(
                text("lights"),
                List.of(
                        line(BLUE, false, "RUNNING"),
                        line(VIOLET, false, "OPERATOR"),
                        line(GREEN, false, "DONE"),
                        line(TEAL, false, "REMOVE_ME"),
                        line(AMBER, true, "HELD"),
                        line(RED, false, "FAILED"),
                        line(DARK_RED, false, "UNUSABLE")));
    }

    /** The most frequent faults, with the station's own sentences and remedies. */
    private Card.Part faults() {
        return new Card.Part(
                text("faults"),
                Stream.of(
                                FaultCode.NO_REPLY,
                                FaultCode.WRONG_BOOT_MODE,
                                FaultCode.LINE_NOISE,
                                FaultCode.BROWN_OUT,
                                FaultCode.DEAD_FLASH,
                                FaultCode.BOOT_LOOP,
                                FaultCode.UNPLUGGED)
                        .map(code -> new Card.Line(
                                RED, false, title(code), messages.sentence(code) + " " + messages.remedy(code)))
                        .toList());
    }

    private Card.Line line(int rgb, boolean dark, String key) {
        return new Card.Line(rgb, dark, text(key), text(key + ".text"));
    }

    private String text(String key) {
        return messages.text("card." + key);
    }

    private static String title(FaultCode code) {
        return code.name().charAt(0)
                + code.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
