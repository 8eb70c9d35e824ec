package org.twomes.station.doctor;

import java.io.IOException;
import java.util.List;

/** One check of the machine or the configuration; it changes nothing. */
interface Check {
    /** What it checks, in a word or two. */
    String name();

    /** Its findings; never empty. */
    List<Finding> look() throws IOException;
}
