package org.twomes.station.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Response;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.twomes.station.dashboard.records.ShiftCsv;
import org.twomes.station.ledger.UnitRecord;

/** The supervisor's pages in Chromium, of a shift that was. */
@Tag("browser")
@ExtendWith(OneBrowser.class)
class ShiftPageTest {
    private static final String SHIFTS =
            "[{name: Day, from: '07:30'}, {name: Evening, from: '16:00'}, {name: Night, from: '23:15'}]";
    private static final Pattern STRETCH = Pattern.compile("from=([^&]+)&to=([^&]+)");

    private static final String PLOTS_WITHOUT_CSV = "[...document.querySelectorAll('figure')]"
            + ".filter(plot => !plot.closest('.panel').querySelector('a[data-csv]')).length";
    /** Where the bars of passed boards stand, as a share of the picture's width; -1 when there are none. */
    private static final String MIDDLE_OF_PASSED = """
            () => {
              const canvas = document.querySelector('#hours canvas');
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              const columns = [];
              for (let i = 0; i < data.length; i += 4) {
                if (data[i] === 0x2f && data[i + 1] === 0xae && data[i + 2] === 0x72) columns.push(i / 4 % canvas.width);
              }
              return columns.length ? columns.reduce((a, b) => a + b) / columns.length / canvas.width : -1;
            }
            """;

    private static final String COUNTS =
            "plugged,passed,waiting,failed,held,under_way,first_pass,good,judged,attempts,attempts_failed,attempts_held";

    private static final Map<String, String> CSV_HEADS = Map.of(
            "figures",
            "figure,value,of",
            "hours",
            "from," + COUNTS,
            "stages",
            "stage,times,median_s,p95_s",
            "failures",
            "stage,code,boards,attempts,share,cumulative",
            "slots",
            "slot," + COUNTS + ",median_s",
            "firmware",
            "bundle," + COUNTS + ",median_s");

    private TestDashboard dashboard;
    private Tab tab;

    @BeforeEach
    void open(Browser browser) throws Exception {
        dashboard = new TestDashboard(4, Map.of("dashboard.shifts", SHIFTS));
        tab = browser.tab(dashboard.at("/").toString(), 1366, 768);
    }

    @AfterEach
    void close() {
        assertThat(tab.complaints()).isEmpty();
        tab.close();
        dashboard.close();
    }

    @Test
    void theConfigurationsShiftsCanBeChosen() {
        tab.open("shift", "#cards section");
        assertThat(tab.find("#preset option").allTextContents())
                .containsExactly(
                        "Whole day",
                        "Day, 07:30 to 16:00",
                        "Evening, 16:00 to 23:15",
                        "Night, 23:15 to 07:30",
                        "7 days up to it",
                        "From – to");
        tab.page()
                .waitForResponse(
                        answer -> answer.url().contains("/api/shift?"),
                        () -> tab.find("#day").fill("2026-11-02"));
        assertThat(asked("Day, 07:30 to 16:00")).containsExactly(local(2, "07:30"), local(2, "16:00"));
        assertThat(asked("Night, 23:15 to 07:30")).containsExactly(local(2, "23:15"), local(3, "07:30"));
        assertThat(asked("Whole day")).containsExactly(local(2, "00:00"), local(3, "00:00"));
    }

    private static LocalDateTime local(int day, String time) {
        return LocalDateTime.parse("2026-11-0" + day + "T" + time);
    }

    /** From when to when the page asks for figures: by the station's clock, whatever zone the browser is in. */
    private List<LocalDateTime> asked(String choice) {
        Response response = tab.page()
                .waitForResponse(
                        answer -> answer.url().contains("/api/shift?"),
                        () -> tab.find("#preset")
                                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(choice)));
        Matcher times = STRETCH.matcher(response.url().replace("%3A", ":"));
        assertThat(times.find()).as(response.url()).isTrue();
        return List.of(LocalDateTime.parse(times.group(1)), LocalDateTime.parse(times.group(2)));
    }

    /** The day before yesterday or yesterday, late in an hour, whenever this runs. */
    private Instant late() {
        return dashboard
                .clock
                .instant()
                .minus(Duration.ofHours(30))
                .truncatedTo(ChronoUnit.HOURS)
                .plus(Duration.ofMinutes(50));
    }

    @Test
    void hoursBeforeAndAfterTheWorkAreNotDrawn() {
        Instant end = late();
        new PastShift(dashboard.ledger, 7).work(12, end, Duration.ofMinutes(10));
        ZonedDateTime first = end.minus(Duration.ofMinutes(120)).atZone(ZoneId.systemDefault());
        tab.open("shift", "#cards section");
        tab.sees("#hours", "Nothing in this time.");
        tab.find("#preset").selectOption("week");
        tab.page().waitForSelector("#hours canvas");
        assertThat(tab.find("#hours").getAttribute("aria-label"))
                .startsWith("Boards an hour, from " + hour(first) + " to ")
                .satisfiesAnyOf(
                        label -> assertThat(label).endsWith(hour(first.plusHours(3))),
                        label -> assertThat(label).endsWith(hour(first.plusHours(2))));
    }

    @Test
    void aSingleHourStandsInTheMiddleOfItsPlot() {
        Instant end = late();
        new PastShift(dashboard.ledger, 7).work(4, end, Duration.ofMinutes(5));
        tab.open("shift", "#cards section");
        tab.find("#preset").selectOption("week");
        tab.page().waitForSelector("#hours canvas");
        assertThat(((Number) tab.page().evaluate(MIDDLE_OF_PASSED)).doubleValue())
                .isBetween(0.4, 0.65);
    }

    /** As the axis says it: the day at midnight. */
    private static String hour(ZonedDateTime time) {
        ZonedDateTime hour = time.truncatedTo(ChronoUnit.HOURS);
        return hour.format(DateTimeFormatter.ofPattern(hour.getHour() == 0 ? "d MMM" : "HH:mm", java.util.Locale.UK));
    }

    @Test
    void everyPlotCanBeHadAsCsv() throws Exception {
        new PastShift(dashboard.ledger, 7).work(40, dashboard.clock.instant(), Duration.ofSeconds(20));
        tab.open("shift", "#cards section");
        tab.find("#preset").selectOption("week");
        tab.page().waitForSelector("#hours canvas");
        assertThat((Integer) tab.page().evaluate(PLOTS_WITHOUT_CSV)).isZero();
        assertThat(CSV_HEADS.keySet()).containsExactlyInAnyOrderElementsOf(ShiftCsv.TABLES);
        for (String table : ShiftCsv.TABLES) {
            Download csv = tab.page()
                    .waitForDownload(
                            () -> tab.find("a[data-csv='" + table + "']").click());
            assertThat(csv.suggestedFilename()).isEqualTo(table + ".csv");
            List<String> lines = Files.readAllLines(csv.path());
            assertThat(lines.get(0)).isEqualTo(CSV_HEADS.get(table));
            int shown = tab.find("div#" + table + " tbody tr").count();
            assertThat(lines).as(table).hasSizeGreaterThan(1);
            if (shown > 0) {
                assertThat(lines)
                        .as("rows of the table under the plot, " + table)
                        .hasSize(1 + shown);
            }
        }
    }

    @Test
    void aUnitsPageTellsEveryAttemptAndWhereItsLabelIs() {
        new PastShift(dashboard.ledger, 7).work(60, dashboard.clock.instant(), Duration.ofSeconds(60));
        UnitRecord unit = dashboard.ledger.units.stream()
                .filter(one -> one.attempts() == 2)
                .findFirst()
                .orElseThrow();
        tab.open("unit?id=" + unit.id(), ".timeline");
        assertThat(tab.find(".panel h2").allTextContents())
                .containsExactly(unit.name().orElseThrow(), "Label", "Attempt 2", "Attempt 1");
        assertThat(tab.find(".timeline").first().locator("b").allTextContents())
                .containsExactly(
                        "detected", "connected", "programmed", "verified", "identified", "registered", "labelled");
        assertThat(tab.find(".timeline").last().locator("b").last().textContent())
                .isEqualTo("failed");
        assertThat(tab.find("dl").textContent()).contains(unit.bundle(), unit.bundleSha256(), unit.mac());
        assertThat(tab.find(".place-big").textContent())
                .isEqualTo(String.valueOf(unit.label().orElseThrow().position()));
        tab.find("summary").first().click();
        assertThat(tab.sees("pre", "token: ******").textContent())
                .contains(unit.name().orElseThrow());
        assertThat(tab.page().content()).doesNotContain(PastShift.TOKEN);
    }
}
