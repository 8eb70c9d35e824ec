package org.twomes.station.cli.nvs;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes on the command line, e.g. {@code 16384} or {@code 0x4000}. */
final class ByteCount implements ITypeConverter<Integer> {
    private static final Pattern FORM = Pattern.compile("0[xX][0-9a-fA-F]{1,7}|[0-9]{1,9}");
    private static final int HEX = 16;
    private static final String HEX_PREFIX = "0x";

    @Override
    public Integer convert(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is no number of bytes: write 16384 or 0x4000");
        }
        return text.toLowerCase(Locale.ROOT).startsWith(HEX_PREFIX)
                ? Integer.parseInt(text.substring(HEX_PREFIX.length()), HEX)
                : Integer.parseInt(text);
    }
}
