package org.twomes.station.sticker.draw;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** How QR codes are drawn: hidden or not, and with which mask each. */
public final class CodeStyle {
    private final boolean hidden;
    private final Map<Integer, Integer> tries = new ConcurrentHashMap<>();
    private final Map<Integer, QrCode> made = new ConcurrentHashMap<>();

    private CodeStyle(boolean hidden) {
        this.hidden = hidden;
    }

    /** Codes to be read. */
    public static CodeStyle plain() {
        return new CodeStyle(false);
    }

    /** Frames in the codes' places. */
    public static CodeStyle masked() {
        return new CodeStyle(true);
    }

    boolean hidden() {
        return hidden;
    }

    /** The next mask for the label at this position. */
    public void tryNext(int position) {
        tries.merge(position, 1, Integer::sum);
        made.remove(position);
    }

    /** The code of the label at this position, made once however often the label is drawn. */
    QrCode code(int position, Supplier<QrCode> maker) {
        return made.computeIfAbsent(position, there -> maker.get());
    }

    /** The label's mask; empty for the standard's choice, which comes first. */
    OptionalInt mask(int position) {
        int tried = tries.getOrDefault(position, 0);
        return tried == 0 ? OptionalInt.empty() : OptionalInt.of((tried - 1) % QrCode.MASKS);
    }
}
