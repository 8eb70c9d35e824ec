package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody writes into the audit log what they like, nor as much as they like. */
@Tag("rig")
class AuditFloodTest {
    private static final String LONG = "x".repeat(15_000);

    @TempDir
    static Path folder;

    private static GuardedDashboard guarded;

    @BeforeAll
    static void open() throws Exception {
        guarded = new GuardedDashboard(folder, true);
    }

    @AfterAll
    static void close() {
        guarded.close();
    }

    private static List<Object> written() {
        return List.copyOf(guarded.dashboard.ledger.audit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A99", "", " ", "A1\\nsam: flush sheet", "\\u001b[2J", "../../etc/passwd"})
    void aViewerWritesNoSlotThatIsNone(String slot) {
        Visitor vera = guarded.viewer();
        List<Object> before = written();
        assertThat(vera.post("/api/slot/identify", "{\"slot\":\"" + slot + "\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(vera.post("/api/slot/identify", "{}").statusCode()).isEqualTo(409);
        HttpResponse<byte[]> long1 = vera.post("/api/slot/identify", "{\"slot\":\"" + LONG + "\"}");
        assertThat(long1.statusCode()).isEqualTo(400);
        assertThat(Visitor.text(long1)).hasSizeLessThan(200);
        assertThat(written()).isEqualTo(before);
    }

    /** Every action, with every field, so that none writes a field that it does not take either. */
    @TestFactory
    Stream<DynamicTest> noActionWritesWhatTheStationDoesNotKnow() {
        Visitor sam = guarded.supervisor();
        return guarded.dashboard.server().served().stream()
                .filter(served -> served.startsWith("POST ") && !served.contains("log"))
                .map(served -> served.substring("POST ".length()))
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    for (String value : List.of("unknown", "two\\nlines", "y".repeat(255))) {
                        sam.post(
                                path,
                                "{\"slot\":\"%1$s\",\"mac\":\"%1$s\",\"sheet\":\"%1$s\",\"bundle\":\"%1$s\",\"unit\":987654321,"
                                                .formatted(value)
                                        + "\"logger\":\"%1$s\",\"level\":\"%1$s\"}".formatted(value));
                    }
                    List<Object> before = written();
                    for (String field : List.of("slot", "mac", "sheet", "bundle", "logger", "level")) {
                        assertThat(sam.post(path, "{\"" + field + "\":\"" + LONG + "\"}")
                                        .statusCode())
                                .as(field)
                                .isEqualTo(400);
                    }
                    assertThat(written()).isEqualTo(before);
                    assertThat(before.toString()).doesNotContain("unknown", "two", "yyy", "987654321");
                    sam.post("/api/line/resume", "{}");
                }));
    }

    @Test
    void logLevelsAreWrittenOnlyWhenTheyAreSome() {
        Visitor sam = guarded.supervisor();
        List<Object> before = written();
        assertThat(sam.post("/api/log-level", "{\"logger\":\"" + LONG + "\",\"level\":\"debug\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sam.post("/api/log-level", "{\"logger\":\"a b\",\"level\":\"debug\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void aSessionThatActsWithoutEndIsToldToWaitAndOthersAct() {
        Visitor vera = guarded.viewer();
        int answered = 0;
        HttpResponse<byte[]> last;
        do {
            last = vera.post("/api/slot/identify", "{\"slot\":\"A2\"}");
            answered++;
        } while (last.statusCode() == 200 && answered < 2000);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(Visitor.text(last)).contains("Too many actions at once");
        assertThat(answered).isLessThan(1000);
        assertThat(guarded.supervisor().post("/api/sheets/flush", "{}").statusCode())
                .isEqualTo(200);
    }
}
