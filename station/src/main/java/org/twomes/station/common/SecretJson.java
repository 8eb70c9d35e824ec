package org.twomes.station.common;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON with a secret in it. The library keeps its buffers for the next text, with the last one still in them, for as long as the
 * program runs; these mappers let them go.
 */
public final class SecretJson {
    private static final JsonMapper MAPPER = new JsonMapper(factory().build());

    private SecretJson() {}

    /** A mapper with the library's defaults. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** What a mapper with other settings is built on. */
    public static JsonFactoryBuilder factory() {
        return JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool());
    }
}
