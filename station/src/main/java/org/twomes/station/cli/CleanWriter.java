package org.twomes.station.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.twomes.station.common.OutsideText;

/** Removes terminal control sequences from all that a command prints, also from texts of the ledger and the daemon. */
final class CleanWriter extends FilterWriter {
    /** First half of a surrogate pair whose second half has not been written yet. */
    private String half = "";

    private CleanWriter(Writer out) {
        super(out);
    }

    static PrintWriter over(PrintWriter out) {
        return new PrintWriter(new CleanWriter(out), true);
    }

    @Override
    public void write(int character) throws IOException {
        write(String.valueOf((char) character), 0, 1);
    }

    @Override
    public void write(char[] text, int start, int count) throws IOException {
        write(new String(text, start, count), 0, count);
    }

    @Override
    public void write(String text, int start, int count) throws IOException {
        String all = half + text.substring(start, start + count);
        int whole = all.length();
        if (whole > 0 && Character.isHighSurrogate(all.charAt(whole - 1))) {
            whole--;
        }
        half = all.substring(whole);
        out.write(OutsideText.printable(all.substring(0, whole)));
    }
}
