package org.twomes.station.port;

/** Something else brings the board into its loader and out of it. */
final class NoReset implements Reset {
    @Override
    public void intoLoader(SerialLink link, int attempt) {}

    @Override
    public void run(SerialLink link) {}

    @Override
    public boolean automatic() {
        return false;
    }
}
