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

/** The slots as the dashboard shows them. The scripted operator goes by them; results of boards are taken from the ledger. */
final class DashboardSlots {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Path addressFile;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * What a slot shows.
     *
     * @param phase as in the API
     * @param mac of the board that it shows; empty while not known
     * @param code of its failure; empty for none
     * @param since when it changed last
     */
    record SlotStatus(String phase, String mac, String code, Instant since) {}

    /** The slots of the daemon that writes the address of its web server into this file. */
    DashboardSlots(Path addressFile) {
        this.addressFile = addressFile;
    }

    /** Every slot by its USB path; empty while no station answers. */
    Map<String, SlotStatus> look() throws InterruptedException {
        Map<String, SlotStatus> slots = new HashMap<>();
        try {
            URI address = URI.create(Files.readString(addressFile).strip() + "/api/slots");
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            for (JsonNode slot : JsonMapper.shared().readTree(answer.body())) {
                slots.put(slot.path("path").asString(""), status(slot));
            }
        } catch (IOException | IllegalArgumentException | JacksonException e) {
            return Map.of();
        }
        return slots;
    }

    private static SlotStatus status(JsonNode slot) {
        return new SlotStatus(
                slot.path("phase").asString(""),
                slot.path("mac").asString(""),
                slot.path("trouble").path("code").asString(""),
                Instant.parse(slot.path("since").asString("")));
    }
}
