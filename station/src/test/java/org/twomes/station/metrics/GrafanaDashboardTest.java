package org.twomes.station.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard names no data source of one Grafana alone. */
@Tag("fast")
class GrafanaDashboardTest {
    private static final Path DASHBOARD = Path.of("..", "config", "grafana", "dashboards", "twomes-station.json");

    @Test
    void itsDataSourceIsAVariable() {
        JsonNode dashboard = new JsonMapper().readTree(DASHBOARD.toFile());
        JsonNode variable = dashboard.path("templating").path("list").path(0);
        assertThat(variable.path("type").asString()).isEqualTo("datasource");
        assertThat(variable.path("query").asString()).isEqualTo("prometheus");
        assertThat(dashboard.findValues("datasource"))
                .hasSizeGreaterThan(40)
                .allSatisfy(source -> assertThat(source.path("uid").asString()).isEqualTo("${datasource}"));
    }
}
