package org.twomes.station.daemon;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.twomes.station.access.Access;
import org.twomes.station.access.Tls;
import org.twomes.station.common.CertificateEnd;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.fault.FaultException;
import org.twomes.station.pipeline.Health;

/** Health findings about the web server's certificate, the audit log, and a back office that is reached without encryption. */
final class WebServerFindings {
    private WebServerFindings() {}

    /** A finding where tokens go to the back office in clear, and {@code others}. */
    private static List<Health.Finding> inClear(BackOfficeSection office, List<Health.Finding> others) {
        if (!office.inClear()) {
            return others;
        }
        List<Health.Finding> all = new ArrayList<>(others);
        all.add(new Health.Finding(
                "back office",
                "the admin token and the activation tokens go to " + office.url() + " in clear (backOffice.insecure)",
                "write https:// in backOffice.url"));
        return all;
    }

    /** All of them for {@code access} and {@code office}, and {@code others}. */
    static List<Health.Finding> with(
            Access access, BackOfficeSection office, Clock clock, List<Health.Finding> others) {
        List<Health.Finding> all = new ArrayList<>();
        access.tls()
                .map(Tls::end)
                .flatMap(end -> end.trouble(clock.instant()))
                .ifPresent(what -> all.add(new Health.Finding("dashboard", what, CertificateEnd.REMEDY)));
        try {
            access.auditTrouble()
                    .ifPresent(what -> all.add(new Health.Finding(
                            "audit log",
                            what,
                            "see on the audit page who acts so often; if they do not, `station users passwd NAME`")));
        } catch (FaultException e) {
            // The ledger has a finding of its own.
        }
        all.addAll(inClear(office, others));
        return all;
    }
}
