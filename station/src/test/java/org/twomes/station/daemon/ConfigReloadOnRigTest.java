package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.daemon.log.RuntimeLevels;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.pipeline.LineListener;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/** A running station whose configuration file is edited. */
@Tag("rig")
class ConfigReloadOnRigTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String BUNDLE = "twomes-hello_ESP32DEV_v3.0.0.zip";

    @TempDir
    private Path folder;

    private final List<Optional<ResetChoice>> resets = new CopyOnWriteArrayList<>();
    /** Whether runs wait before their board's first reset. */
    private final AtomicBoolean held = new AtomicBoolean();

    private StationOnRig rig;
    private Path file;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        rig = new StationOnRig(
                folder,
                2,
                Map.of(),
                environment -> Environments.withResets(environment, (now, port, prompt) -> {
                    await().atMost(SOON).until(() -> !held.get());
                    resets.add(now.ports().slots().stream()
                            .filter(slot -> slot.path().equals(port.slotPath()))
                            .findFirst()
                            .flatMap(PortsSection.Slot::reset));
                    return environment.resets().choose(now, port, prompt);
                }));
        file = folder.resolve("station.yaml");
        write("A1", "A2", "");
        rig.station().follow(file);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /** The configuration that the station was started with, its slots so called, and {@code more} at its end. */
    private void write(String first, String second, String more) throws Exception {
        Path rigFolder = folder.resolve("rig");
        List<String> paths = rig.demo().rig().slotPaths();
        String text = """
                station: {name: demo, data: %s}
                ports:
                  deviceRoot: %s
                  sysRoot: %s
                  reset: none
                  slots:
                    - {path: %s, name: %s, group: Virtual hub}
                    - {path: %s, name: %s, group: Virtual hub}
                backOffice: {url: %s, tokenFile: admin-token}
                dashboard: {port: 0}
                %s
                """.formatted(
                        folder,
                        rigFolder.resolve("dev"),
                        rigFolder.resolve("sys"),
                        paths.get(0),
                        first,
                        paths.get(1),
                        second,
                        rig.demo().backOffice().url(),
                        more);
        Path fresh = folder.resolve("station.yaml.new");
        Files.writeString(fresh, text);
        Files.move(
                fresh,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private String health() throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(rig.demo().dashboard() + "health"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void awaitHealth(String words) {
        await("health says " + words).atMost(SOON).until(() -> health().contains(words));
    }

    private List<String> audited() {
        return rig.station().ledger().auditLines(10).stream()
                .filter(line -> line.action().equals("config taken over"))
                .map(Ledger.AuditLine::object)
                .toList();
    }

    @Test
    void logLevelsAreTakenOver() throws Exception {
        Logger part = LoggerFactory.getLogger("org.twomes.station.rig.SomePart");
        write("A1", "A2", "log: {levels: [rig=debug]}\n");
        await().atMost(SOON).until(part::isDebugEnabled);
        write("A1", "A2", "");
        await().atMost(SOON).until(() -> !part.isDebugEnabled());
    }

    @Test
    void slotsAreRenamedWhileABoardStandsInOneOfThem() throws Exception {
        assertThat(rig.prepare(0, 0xD3AD48, "").phase()).isEqualTo(SlotPhase.DONE);
        AtomicInteger rearranged = new AtomicInteger();
        rig.station().line().listen(new LineListener() {
            @Override
            public void changed(SlotView slot) {
                // The line's own list of slots says it.
            }

            @Override
            public void rearranged() {
                rearranged.incrementAndGet();
            }
        });
        write("Left", "Right", "");
        await().atMost(SOON).until(() -> rearranged.get() == 1);
        assertThat(rig.station().line().slots()).extracting(SlotView::slot).containsExactly("Left", "Right");
        assertThat(rig.slot(0).phase()).isEqualTo(SlotPhase.DONE);
        assertThat(rig.slot(0).name()).contains("TWOMES-D3AD48");
        rig.pull(0);
        assertThat(rig.prepare(1, 0xD3AD49, "").phase()).isEqualTo(SlotPhase.DONE);
        assertThat(rig.attempts(0xD3AD49)).extracting(attempt -> attempt.slot()).containsExactly("Right");
        assertThat(audited()).containsExactly("2 slots");
    }

    @Test
    void aBoardUnderWayIsLoggedRecordedAndLabelledUnderItsSlotsNewName() throws Exception {
        held.set(true);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        RuntimeLevels.context().getLogger("org.twomes.station.pipeline").addAppender(logged);
        rig.plug(0, 0xD3AD48, "");
        await().atMost(SOON)
                .until(() -> !rig.station().ledger().units().open("demo").isEmpty());
        write("Left", "Right", "");
        await().atMost(SOON).until(() -> audited().contains("2 slots"));
        held.set(false);
        assertThat(rig.awaitEnd(0, 0xD3AD48).phase()).isEqualTo(SlotPhase.DONE);
        RuntimeLevels.context().getLogger("org.twomes.station.pipeline").detachAppender(logged);
        assertThat(logged.list)
                .filteredOn(event -> event.getMessage().startsWith("Done"))
                .extracting(event -> event.getMDCPropertyMap().get("slot"))
                .containsExactly("Left");
        assertThat(rig.attempts(0xD3AD48)).extracting(attempt -> attempt.slot()).containsExactly("Left");
        assertThat(rig.unit(0xD3AD48).slot()).isEqualTo("Left");
        SheetLedger sheets = rig.station().ledger().sheets();
        assertThat(sheets.labels(sheets.openSheet("demo").orElseThrow().id()))
                .extracting(label -> label.slot())
                .containsExactly("Left");
        rig.pull(0);
    }

    @Test
    void aSlotIsResetAsTheChangedFileSays() throws Exception {
        assertThat(rig.prepare(1, 0xD3AD48, "").phase()).isEqualTo(SlotPhase.DONE);
        rig.pull(1);
        assertThat(resets).last().isEqualTo(Optional.empty());
        write("A1", "A2, reset: manual", "");
        await().atMost(SOON).until(() -> audited().contains("2 slots"));
        assertThat(rig.prepare(1, 0xD3AD49, "").phase()).isEqualTo(SlotPhase.DONE);
        assertThat(resets).last().isEqualTo(Optional.of(new ResetChoice.Manual()));
    }

    @Test
    void otherLabelsFinishTheOpenSheetAndBeginAnother() throws Exception {
        rig.prepare(0, 0xD3AD48, "");
        SheetLedger sheets = rig.station().ledger().sheets();
        SheetLedger.Sheet first = sheets.openSheet("demo").orElseThrow();
        write("A1", "A2", "sticker: {template: L7160}");
        await().atMost(SOON)
                .until(() -> sheets.sheet(first.number()).orElseThrow().state() == SheetLedger.SheetState.RELEASED);
        assertThat(folder.resolve("sheets").resolve(first.number() + ".pdf")).isNotEmptyFile();
        rig.prepare(1, 0xD3AD49, "");
        SheetLedger.Sheet second = sheets.openSheet("demo").orElseThrow();
        assertThat(second.template()).isEqualTo("L7160");
        assertThat(sheets.sheet(first.number()).orElseThrow().template()).isEqualTo("L7651");
    }

    @Test
    void anotherBundleIsForTheNextBoardsAndAWrongOneChangesNothing() throws Exception {
        write("Left", "Right", "bundle: {name: no-such_ESP32DEV_v9.zip}");
        awaitHealth("is not reloaded");
        assertThat(health()).contains("no-such_ESP32DEV_v9.zip");
        assertThat(rig.slot(0).slot()).isEqualTo("A1");
        String other = "twomes-hello_ESP32DEV_v3.0.1.zip";
        Files.copy(
                folder.resolve("bundles").resolve(BUNDLE),
                folder.resolve("bundles").resolve(other));
        write("Left", "Right", "bundle: {name: " + other + "}");
        await().atMost(SOON).until(() -> rig.slot(0).slot().equals("Left"));
        await().atMost(SOON).until(() -> !health().contains("is not reloaded"));
        rig.prepare(0, 0xD3AD48, "");
        assertThat(rig.unit(0xD3AD48).bundle()).isEqualTo(other);
        assertThat(audited()).containsExactly("bundle " + other + ", 2 slots");
    }

    @Test
    void aBundleThatComesAfterTheConfigurationThatNamesItIsTakenUpByItself() throws Exception {
        String other = "twomes-hello_ESP32DEV_v3.0.1.zip";
        write("Left", "Right", "bundle: {name: " + other + "}");
        awaitHealth("is not reloaded");
        assertThat(health()).contains(other, "takes it up by itself");
        Files.copy(
                folder.resolve("bundles").resolve(BUNDLE),
                folder.resolve("bundles").resolve(other));
        await().atMost(SOON).until(() -> rig.slot(0).slot().equals("Left"));
        await().atMost(SOON).until(() -> !health().contains("is not reloaded"));
        rig.prepare(0, 0xD3AD48, "");
        assertThat(rig.unit(0xD3AD48).bundle()).isEqualTo(other);
    }

    @Test
    void aLabelTemplateThatComesAfterTheConfigurationThatNamesItIsTakenUpByItself() throws Exception {
        Path templates = folder.resolve("templates");
        write("Left", "Right", "sticker: {template: L7160, templates: templates}");
        awaitHealth("is not reloaded");
        Files.createDirectories(templates);
        Files.copy(Path.of("..", "config", "labels", "L7651.yaml"), templates.resolve("L7651.yaml"));
        await().atMost(SOON).until(() -> health().contains("L7160"));
        assertThat(rig.slot(0).slot()).isEqualTo("A1");
        Files.copy(Path.of("..", "config", "labels", "L7160.yaml"), templates.resolve("L7160.yaml"));
        await().atMost(SOON).until(() -> rig.slot(0).slot().equals("Left"));
        await().atMost(SOON).until(() -> audited().stream().anyMatch(taken -> taken.contains("labels L7160")));
    }

    @Test
    void whatNeedsARestartIsNamedAndAMistakeHasItsPlace() throws Exception {
        write("A1", "A2", "pipeline: {workers: 3}");
        awaitHealth("a change of pipeline.workers waits for a restart");
        write("A1", "A2", "pipline: {workers: 3}");
        awaitHealth("is not reloaded");
        assertThat(health()).contains("pipline").contains("config check");
        write("A1", "A2", "");
        await().atMost(SOON).until(() -> !health().contains("configuration"));
        assertThat(rig.prepare(0, 0xD3AD48, "").phase()).isEqualTo(SlotPhase.DONE);
    }
}
