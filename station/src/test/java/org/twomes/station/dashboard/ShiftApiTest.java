package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.common.Csv;
import org.twomes.station.ledger.AttemptRecord;
import org.twomes.station.ledger.Failure;
import org.twomes.station.ledger.LabelPlace;
import org.twomes.station.ledger.SheetLedger;
import org.twomes.station.ledger.UnitRecord;
import org.twomes.station.ledger.UnitState;

/** What the shift's figures and tables say of attempts whose outcome is known. */
@Tag("fast")
class ShiftApiTest {
    private static final String STRETCH = "from=2026-11-24T06:00:00Z&to=2026-11-24T14:00:00Z";
    private static final Instant SIX = Instant.parse("2026-11-24T06:00:00Z");

    private TestDashboard dashboard;

    @BeforeEach
    void open() throws Exception {
        dashboard = new TestDashboard(2);
        passed(1, "A1", 1, 10);
        failed(Optional.of(mac(2)), "A2", 1, 20, "NO_REPLY");
        passed(2, "A2", 2, 30);
        failed(Optional.of(mac(3)), "A2", 1, 70, "NO_REPLY");
        failed(Optional.empty(), "=cmd()", 1, 80, "GARBAGE");
        passed(4, "A1", 1, 600);
    }

    @AfterEach
    void close() {
        dashboard.close();
    }

    private static String mac(int board) {
        return "24:0a:c4:00:00:0" + board;
    }

    private void passed(int board, String slot, int ordinal, int minute) {
        record(Optional.of(mac(board)), slot, ordinal, minute, UnitState.REGISTERED, Optional.empty());
    }

    private void failed(Optional<String> mac, String slot, int ordinal, int minute, String code) {
        Failure failure = new Failure(UnitState.CONNECTED, code, "", true);
        record(mac, slot, ordinal, minute, UnitState.FAILED, Optional.of(failure));
    }

    private void record(
            Optional<String> mac, String slot, int ordinal, int minute, UnitState end, Optional<Failure> failure) {
        Instant at = SIX.plusSeconds(60L * minute);
        List<AttemptRecord.Transition> steps = new ArrayList<>();
        steps.add(new AttemptRecord.Transition(UnitState.DETECTED, at.minusSeconds(30), ""));
        steps.add(new AttemptRecord.Transition(end == UnitState.REGISTERED ? UnitState.IDENTIFIED : end, at, ""));
        dashboard.ledger.attempts.add(new AttemptRecord(
                dashboard.ledger.attempts.size() + 1,
                Optional.empty(),
                mac,
                ordinal,
                new AttemptRecord.Work("line-1", slot, "bundle.zip"),
                end,
                failure,
                new AttemptRecord.History(steps, List.of(), "")));
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(dashboard.at(path))
                .method(method, BodyPublishers.noBody())
                .build();
        // Each on a connection of its own: the server closes one after a request that makes no sense.
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private List<String> table(String name) throws Exception {
        HttpResponse<String> answer = send("GET", "/api/shift.csv?table=" + name + "&" + STRETCH);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        return answer.body().lines().toList();
    }

    @Test
    void yieldsCountBoardsByTheirFirstAndTheirLastAttempt() throws Exception {
        assertThat(table("figures"))
                .contains("boards plugged,4,", "boards passed,2,", "boards failed,2,", "boards held,0,")
                .contains("first-pass yield,1,4", "final yield,2,4", "attempts,5,", "attempts failed,3,")
                .contains("good boards an hour,1.0,");
    }

    @Test
    void labelsOfAnotherStationAreNotCounted() throws Exception {
        label(1, "line-1", 10);
        label(2, "line-2", 11);
        label(1, "line-1", 600);
        assertThat(table("figures")).contains("labels,1,", "sheets,1,");
    }

    /** A label on a sheet of the station. */
    private void label(long sheet, String station, int minute) {
        Instant at = SIX.plusSeconds(60L * minute);
        int position = dashboard.ledger.labels.size() + 1;
        String number = station + "-0001";
        dashboard.ledger.sheets.add(new SheetLedger.Sheet(
                sheet,
                number,
                station,
                "L7651",
                new SheetLedger.Positions(65, 1, 1),
                SheetLedger.SheetState.OPEN,
                "",
                new SheetLedger.Times(at, Optional.empty())));
        dashboard.ledger.labels.add(new SheetLedger.Label(
                new LabelPlace(sheet, number, position, 65), position, "", "", "A1", Optional.empty(), at, 0));
        dashboard.ledger.units.add(new UnitRecord(
                position,
                new UnitRecord.Identity(mac(position), 1, Optional.empty(), Optional.empty(), Optional.empty()),
                UnitState.LABELLED,
                Optional.empty(),
                Optional.of(new LabelPlace(sheet, number, position, 65)),
                new UnitRecord.Work(station, "A1", "bundle.zip", "", 1),
                at,
                at));
    }

    @Test
    void failuresAreMostFrequentFirst() throws Exception {
        assertThat(table("failures"))
                .startsWith("stage,code,boards,attempts,share,cumulative")
                .element(1)
                .asString()
                .startsWith("CONNECTED,NO_REPLY,1,2,0.66");
        assertThat(table("hours"))
                .hasSize(9)
                .contains(
                        "2026-11-24T06:00:00Z,2,2,0,0,0,0,1,2,2,3,1,0", "2026-11-24T07:00:00Z,2,0,0,2,0,0,0,0,2,2,2,0");
        assertThat(table("stages")).contains("IDENTIFIED,2,30.0,30.0");
    }

    @Test
    void aTimeWithoutZoneIsTheStations() throws Exception {
        ZoneId zone = ZoneId.systemDefault();
        String from = LocalDateTime.ofInstant(SIX, zone).toString();
        String to = LocalDateTime.ofInstant(SIX.plusSeconds(8 * 3600), zone).toString();
        assertThat(send("GET", "/api/shift.csv?table=figures&from=" + from + "&to=" + to)
                        .body()
                        .lines()
                        .toList())
                .isEqualTo(table("figures"));
    }

    @Test
    void anotherStationOfTheFleetHasFiguresOfItsOwn() throws Exception {
        List<String> before = table("slots");
        dashboard.ledger.attempts.replaceAll(attempt -> new AttemptRecord(
                attempt.id(),
                attempt.unit(),
                attempt.mac(),
                attempt.ordinal(),
                new AttemptRecord.Work("line-2", attempt.slot(), attempt.bundle()),
                attempt.state(),
                attempt.failure(),
                attempt.history()));
        assertThat(before).hasSizeGreaterThan(1);
        assertThat(table("slots")).hasSize(1);
    }

    @Test
    void noCellIsTakenForAFormula() throws Exception {
        assertThat(table("slots"))
                .contains("'=cmd(),1,0,0,1,0,0,0,0,1,1,1,0,0.0")
                .noneMatch(line -> line.startsWith("="));
        assertThat(new Csv("a").row("-1+2").row("@x").row("a,\"b\"").row(-1).text())
                .isEqualTo("a\r\n'-1+2\r\n'@x\r\n\"a,\"\"b\"\"\"\r\n-1\r\n");
    }

    @Test
    void whatMakesNoSenseIsRefusedWithItsName() throws Exception {
        HttpResponse<String> time = send("GET", "/api/shift?from=yesterday");
        assertThat(time.statusCode()).isEqualTo(400);
        assertThat(time.body()).contains("from is a time like");
        assertThat(send("GET", "/api/shift?from=2026-11-24T06:00:00Z&to=2026-11-24T06:00:00Z")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/api/units?state=lost").body()).contains("state is one of");
        assertThat(send("GET", "/api/shift.csv?table=nonsense").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/api/nothing").body()).contains("there is nothing here");
        assertThat(send("GET", "/../station.yaml").statusCode()).isIn(400, 404);
        HttpResponse<String> put = send("PUT", "/api/shift");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).contains("GET, HEAD, POST");
    }
}
