package org.twomes.station.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The registry whose content Prometheus scrapes. */
public final class MetricsPage implements AutoCloseable {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** An answer to a scrape. */
    public record Answer(String contentType, String text) {}

    /** Where meters are registered, for {@link StationMetrics} and for libraries that bring their own. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * All meters as text.
     *
     * @param accept the request's {@code Accept} header, or the empty string: OpenMetrics if it is named there, else the
     *     Prometheus text format
     */
    public Answer scrape(String accept) {
        String type = accept.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : TEXT_TYPE;
        return new Answer(type, registry.scrape(type));
    }

    @Override
    public void close() {
        registry.close();
    }
}
