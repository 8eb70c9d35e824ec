package org.twomes.station.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The slots as the dashboard shows them to the operator. Only hands go by them; what became of the boards is never asked here. */
final class Lamps {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path door;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * A slot's light.
     *
     * @param phase the name of its colour
     * @param mac of the board that it speaks of; empty while not known
     * @param code what ails it; empty for nothing
     * @param since when it became so
     */
    record Lamp(String phase, String mac, String code, Instant since) {}

    /** The lamps of the daemon that writes the address of its door into this file. */
    Lamps(Path door) {
        this.door = door;
    }

    /** Every slot's light by its USB path; empty while the station is dark. */
    Map<String, Lamp> look() throws InterruptedException {
        Map<String, Lamp> lamps = new HashMap<>();
        try {
            URI address = URI.create(Files.readString(door).strip() + "/api/slots");
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            for (JsonNode slot : JsonMapper.shared().readTree(answer.body())) {
                lamps.put(slot.path("path").asString(""), lamp(slot));
            }
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            return Map.of();
        }
        return lamps;
    }

    private static Lamp lamp(JsonNode slot) {
        return new Lamp(
                slot.path("phase").asString(""),
                slot.path("mac").asString(""),
                slot.path("trouble").path("code").asString(""),
                Instant.parse(slot.path("since").asString("")));
    }
}
