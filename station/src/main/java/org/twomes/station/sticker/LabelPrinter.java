package org.twomes.station.sticker;

import java.nio.file.Path;

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
     * Hands a PDF to the printing system, at actual size.
     *
     * @return the job's name there
     * @throws StickerException PRINT_FAILED with the printing system's own words
     */
    String print(Path pdf) throws StickerException;

    /**
     * How the job stands now.
     *
     * @throws StickerException PRINT_FAILED when the printing system does not answer
     */
    JobState state(String job) throws StickerException;
}
