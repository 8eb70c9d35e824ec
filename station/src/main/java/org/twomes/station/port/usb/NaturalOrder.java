package org.twomes.station.port.usb;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Natural order of names, numbers by value: {@code ttyUSB2} before {@code ttyUSB10}. */
public final class NaturalOrder implements Comparator<String>, Serializable {
    private static final long serialVersionUID = 1;
    private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

    @Override
    public int compare(String one, String other) {
        Matcher left = PART.matcher(one);
        Matcher right = PART.matcher(other);
        while (true) {
            boolean more = left.find();
            if (!right.find()) {
                // Names that differ only in leading zeros are not equal.
                return more ? 1 : one.compareTo(other);
            }
            if (!more) {
                return -1;
            }
            int parts = part(left.group(), right.group());
            if (parts != 0) {
                return parts;
            }
        }
    }

    private static int part(String one, String other) {
        boolean numbers = Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0));
        return numbers ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
    }
}
