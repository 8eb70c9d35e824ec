package org.twomes.station.bench;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.twomes.station.firmware.Region;

/** A region's content, out of its packed form. */
final class Inflated {
    private Inflated() {}

    static byte[] of(Region region) {
        Inflater inflater = new Inflater();
        try {
            byte[] content = new byte[region.length()];
            inflater.setInput(region.zlib());
            int length = 0;
            while (length < content.length) {
                int count = inflater.inflate(content, length, content.length - length);
                if (count == 0) {
                    throw new IllegalStateException(region.name() + " inflates to " + length + " bytes only");
                }
                length += count;
            }
            return content;
        } catch (DataFormatException e) {
            throw new IllegalStateException(region.name() + " does not inflate", e);
        } finally {
            inflater.end();
        }
    }
}
