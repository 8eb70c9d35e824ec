package org.twomes.station.doctor;

import java.io.IOException;
import java.util.List;

/** Looks at one thing and changes nothing. */
interface Check {
    /** What it looks at, a word or two. */
    String name();

    /** What it saw; never empty. */
    List<Finding> look() throws IOException;
}
