package org.twomes.station.esp;

/** Receives the loader's progress, on the thread that works, so it must not block. */
public interface LoaderListener {
    /** Ignores everything. */
    LoaderListener NONE = new LoaderListener() {};

    /** An attempt to connect begins; {@code attempt} counts from 0. */
    default void connecting(int attempt) {}

    /** Transfers run at {@code baud}; {@code fellBack} says that this is below the requested rate. */
    default void baudChosen(int baud, boolean fellBack) {}

    /** {@code done} of {@code total} bytes that are sent for the present region are on the board. */
    default void progress(long done, long total) {}

    /** An operation failed and is retried; {@code what} is a sentence for the log. */
    default void retrying(String what) {}
}
