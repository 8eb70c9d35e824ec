package org.twomes.station.doctor;

import java.util.List;
import java.util.Locale;
import org.twomes.station.backoffice.BackOffice;
import org.twomes.station.backoffice.Reachability;
import org.twomes.station.config.BackOfficeSection;

/** The back office answers, speaks API v1 and accepts the admin token. The request changes nothing there. */
record BackOfficeCheck(BackOfficeSection settings, BackOffice server) implements Check {
    @Override
    public String name() {
        return "back office";
    }

    @Override
    public List<Finding> look() {
        if (settings.api() == BackOfficeSection.Api.NONE) {
            return List.of(Finding.fine(name(), "None is configured: units are labelled without registration."));
        }
        Reachability reach = server.reachable();
        return List.of(
                switch (reach.state()) {
                    case USABLE -> Finding.fine(name(), settings.url() + " answers and accepts the admin token.");
                    case UNREACHABLE ->
                        Finding.warning(
                                name(),
                                reach.detail() + ".",
                                "Check the network and backOffice.url; boards can be flashed, registrations wait.");
                    case NOT_AUTHORISED ->
                        Finding.fault(
                                name(), reach.detail() + ".", "Write a valid admin token to backOffice.tokenFile.");
                    case NOT_API_V1 -> Finding.fault(name(), reach.detail() + ".", sentence(reach.remedy()));
                });
    }

    private static String sentence(String remedy) {
        return remedy.substring(0, 1).toUpperCase(Locale.ROOT) + remedy.substring(1) + ".";
    }
}
