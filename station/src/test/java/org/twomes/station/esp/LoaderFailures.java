package org.twomes.station.esp;

/** What a loader throws, for tests of those who catch it. */
public final class LoaderFailures {
    private LoaderFailures() {}

    /** As the loader of the board at {@code address} throws it. */
    public static LoaderException of(LoaderFault fault, String address, String detail) {
        return new LoaderException(fault, address, detail);
    }
}
