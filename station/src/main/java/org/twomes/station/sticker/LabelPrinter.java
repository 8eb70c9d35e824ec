package org.twomes.station.sticker;

import java.nio.file.Path;
import org.twomes.station.fault.FaultException;

/** Puts a label PDF on paper. */
public interface LabelPrinter {
    /** How a print job stands. */
    enum JobState {
        /** Waiting or being printed. */
        PENDING,
        /** The printing system says it is on paper. */
        DONE,
        /** Stopped, cancelled or aborted. */
        FAILED,
        /** The printing system does not know it (any more). */
        UNKNOWN
    }

    /**
     * How a print job stands, and why it does not go on or did not end well.
     *
     * @param state how
     * @param why the reason as a text; empty when there is nothing to say
     */
    record JobStatus(JobState state, String why) {}

    /**
     * Hands a PDF to the printing system, at actual size.
     *
     * @return the job's name there
     * @throws FaultException PRINT_FAILED with the printing system's own message; PRINT_UNSURE when it may have the job all the
     *     same, which must not be sent again by itself
     */
    String print(Path pdf);

    /**
     * How the job stands now.
     *
     * @throws FaultException PRINT_FAILED or PRINT_UNSURE when the printing system does not answer
     */
    JobStatus standing(String job);
}
