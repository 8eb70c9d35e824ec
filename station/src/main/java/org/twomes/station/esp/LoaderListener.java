package org.twomes.station.esp;

/** Hears how the work goes; called on the thread that works, so it must not block. */
public interface LoaderListener {
    /** Hears nothing. */
    LoaderListener NONE = new LoaderListener() {};

    /** A try to reach the board begins; {@code attempt} counts from 0. */
    default void connecting(int attempt) {}

    /** The transfers will run at {@code baud}; {@code fellBack} when that is below the rate that was asked for. */
    default void baudChosen(int baud, boolean fellBack) {}

    /** {@code done} of {@code total} bytes that are sent for the present region are on the board. */
    default void progress(long done, long total) {}

    /** Something went wrong and is tried again; {@code what} is a sentence for the log. */
    default void troubled(String what) {}
}
