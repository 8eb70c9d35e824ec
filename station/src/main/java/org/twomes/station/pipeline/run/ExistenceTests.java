package org.twomes.station.pipeline.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.twomes.station.backoffice.ExistenceAnswer;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.pipeline.Registrar;

/** Asks the back office beside the loader's work whether a name is taken. */
public final class ExistenceTests {
    private final LiveConfig live;
    private final Registrar registrar;
    private final Executor executor;

    /** Asks through {@code registrar}, on {@code executor}. */
    public ExistenceTests(LiveConfig live, Registrar registrar, Executor executor) {
        this.live = live;
        this.registrar = registrar;
        this.executor = executor;
    }

    /** Begins the test of {@code name}; empty where no back office is used. */
    Optional<CompletableFuture<ExistenceAnswer>> begin(String name) {
        if (live.now().backOffice().api() == BackOfficeSection.Api.NONE) {
            return Optional.empty();
        }
        return Optional.of(CompletableFuture.supplyAsync(() -> registrar.exists(name), executor));
    }
}
