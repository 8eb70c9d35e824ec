package org.twomes.station.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.service.ServiceNotify;

/** The service's unit and the udev rules agree with the program. */
@Tag("fast")
class UnitFileTest {
    private static final Path CONFIG = Path.of("..", "config");
    /** The service asks four times in the watchdog's interval, and half of each quarter may go by until the answer. */
    private static final int PARTS_OF_INTERVAL = 8;
    /** The ledger's own patience with a lock, and with a connection, comes first. */
    private static final Duration LEDGER_WAITS = Duration.ofSeconds(10);

    private static final String UNIT = "systemd/twomes-station.service";
    private static final String RULES = "udev/60-twomes-station.rules";

    @Test
    void theUnitWaitsForTheDrainAndForTheClosing() throws Exception {
        StationConfig defaults = ConfigFile.defaults();
        assertThat(minutes("TimeoutStopSec"))
                .isGreaterThanOrEqualTo(defaults.pipeline().drain().plus(ServiceNotify.CLOSING));
    }

    @Test
    void theWatchdogBitesLaterThanASlowLedgerAnswers() throws Exception {
        Matcher seconds = find(UNIT, "^WatchdogSec=(\\d+)s$");
        Duration patience = Duration.ofSeconds(Long.parseLong(seconds.group(1))).dividedBy(PARTS_OF_INTERVAL);
        assertThat(patience).isGreaterThan(LEDGER_WAITS);
    }

    @Test
    void theRulesAreForTheAdaptersThatTheStationTakes() throws Exception {
        String[] vendors =
                find(RULES, "ATTRS\\{idVendor}==\"([0-9a-f|]+)\"").group(1).split("\\|");
        List<String> taken = ConfigFile.defaults().ports().usbIds().stream()
                .map(id -> id.substring(0, id.indexOf(':')))
                .toList();
        assertThat(vendors).containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void theRulesGiveThePortsToTheGroupKeepModemManagerAwayAndNameThePlaces() throws Exception {
        find(RULES, "^GROUP=\"dialout\", MODE=\"0660\"$");
        find(RULES, "^ENV\\{ID_MM_DEVICE_IGNORE}=\"1\"$");
        find(RULES, "^ENV\\{ID_MM_PORT_IGNORE}=\"1\"$");
        String place = "SYMLINK\\+=\"serial/by-path/\\$env\\{ID_PATH}";
        find(RULES, "^ENV\\{ID_PATH}==\"\\?\\*\", ENV\\{\\.TWOMES_PORT}==\"\", " + place + "\"$");
        find(
                RULES,
                "^ENV\\{ID_PATH}==\"\\?\\*\", ENV\\{\\.TWOMES_PORT}==\"\\?\\*\", " + place
                        + "-port\\$env\\{\\.TWOMES_PORT}\"$");
    }

    /** A device list is made of the kinds that the kernel knows when the service starts (systemd.resource-control(5)). */
    @Test
    void theDriversOfThePortsThatItMayOpenAreLoadedBefore() throws Exception {
        String drivers =
                "=modprobe@usbserial.service modprobe@cdc_acm.service modprobe@ch343.service modprobe@ch9344.service$";
        find(UNIT, "^DeviceAllow=char-ttyUSB rw$");
        find(UNIT, "^DeviceAllow=char-ttyACM rw$");
        find(UNIT, "^DeviceAllow=char-ttyCH343USB rw$");
        find(UNIT, "^Wants" + drivers);
        find(UNIT, "^After" + drivers);
    }

    private static Duration minutes(String key) throws Exception {
        return Duration.ofMinutes(
                Long.parseLong(find(UNIT, "^" + key + "=(\\d+)min$").group(1)));
    }

    private static Matcher find(String file, String pattern) throws Exception {
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(CONFIG.resolve(file)));
        assertThat(matcher.find()).as(pattern + " in " + file).isTrue();
        return matcher;
    }
}
