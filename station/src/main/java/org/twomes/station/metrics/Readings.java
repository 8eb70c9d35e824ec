package org.twomes.station.metrics;

import java.time.Duration;

/** What is read at each scrape rather than counted. Called on the scraping thread: answers at once, from memory. */
public interface Readings {
    /** Registrations that still have to be made. */
    int registrationsWaiting();

    /** Age of the oldest of them, zero when there is none. */
    Duration oldestRegistration();

    /** Whether the back office refuses the admin token, which stops all registering. */
    boolean adminTokenRefused();

    /** Whether what answers is not the back office, or cannot be trusted to be it. */
    boolean backOfficeUnusable();

    /** Device types that the back office does not know: registrations of them wait. */
    int unknownDeviceTypes();

    /** Free positions on the current sheet. */
    int labelsLeft();

    /** Boards being worked on. */
    int poolActive();

    /** Boards waiting for a worker. */
    int poolQueued();

    /** Slots in {@code state}, one of {@link KnownTags#slotStates()}. */
    int slotsIn(String state);
}
