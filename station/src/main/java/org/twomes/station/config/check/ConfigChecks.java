package org.twomes.station.config.check;

import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.ConfigProblem;
import org.twomes.station.common.OutsideText;
import org.twomes.station.common.SourceLocation;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.BundleSection;
import org.twomes.station.config.ConfigFile;
import org.twomes.station.config.CronText;
import org.twomes.station.config.DashboardSection;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.FlashSection;
import org.twomes.station.config.HostName;
import org.twomes.station.config.LedgerSection;
import org.twomes.station.config.LoaderSection;
import org.twomes.station.config.LogSection;
import org.twomes.station.config.PipelineSection;
import org.twomes.station.config.PortsSection;
import org.twomes.station.config.RetentionSection;
import org.twomes.station.config.SerialPattern;
import org.twomes.station.config.SerialServerAddress;
import org.twomes.station.config.SlotPath;
import org.twomes.station.config.StationConfig;
import org.twomes.station.config.StickerSection;
import org.twomes.station.config.UnitDataSection;

/** What the types alone cannot say: ranges, forms, and keys that depend on each other. */
public final class ConfigChecks {
    private static final Pattern USB_ID = Pattern.compile("[0-9a-f]{4}:([0-9a-f]{4}|\\*)");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    /** A CUPS queue, on another machine's CUPS where one is named. */
    private static final Pattern PRINTER = Pattern.compile("[^\\s/#@]+(@[^\\s/#@]+)?");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LOG_LEVEL = Pattern.compile("[A-Za-z0-9_.$]+=(error|warn|info|debug|trace)");
    private static final List<String> FLASH_MODES = List.of("dio", "dout", "qio", "qout", "keep");
    private static final List<String> FLASH_FREQUENCIES = List.of("80m", "40m", "26m", "20m", "keep");
    private static final List<String> FLASH_SIZES =
            List.of("detect", "1MB", "2MB", "4MB", "8MB", "16MB", "32MB", "64MB", "128MB", "keep");
    /** Below this a QR module has fewer than two dots and no reader finds it. */
    private static final int LEAST_DPI = 150;

    /** In 4294967295, the largest token. */
    private static final int MOST_TOKEN_DIGITS = 10;

    /** A name in a key-value store (NVS). */
    private static final Pattern STORE_NAME = Pattern.compile("[!-~]{1,15}");

    /** What a boot log can hold and the ledger keeps. */
    private static final int LONGEST_NAME = 64;

    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    /** Of a slot, a station, a queue or a bundle; CUPS takes 127, file systems 255 bytes. */
    private static final int MOST_OF_A_NAME = 120;

    private static final int HIGHEST_TCP_PORT = 65535;

    private final StationConfig config;
    private final Map<String, SourceLocation> places;
    private final List<ConfigProblem> problems;

    /** Checks {@code config}, whose values stand at {@code places} by dotted key; adds what is wrong to {@code problems}. */
    public ConfigChecks(StationConfig config, Map<String, SourceLocation> places, List<ConfigProblem> problems) {
        this.config = config;
        this.places = places;
        this.problems = problems;
    }

    /** Checks all sections. */
    public void run() {
        require("station.name", !config.station().name().isBlank(), "needs a name");
        name("station.name", config.station().name());
        ports(config.ports());
        loader(config.loader());
        flash(config.flash());
        bundle(config.bundle());
        device(config.device());
        backOffice(config.backOffice());
        sticker(config.sticker());
        ledger(config.ledger());
        pipeline(config.pipeline());
        retention(config.retention());
        log(config.log());
        dashboard(config.dashboard());
    }

    private void ports(PortsSection ports) {
        globs("ports.include", ports.include());
        globs("ports.exclude", ports.exclude());
        for (int i = 0; i < ports.usbIds().size(); i++) {
            String id = ports.usbIds().get(i);
            require(
                    "ports.usbIds[" + i + "]",
                    USB_ID.matcher(id).matches(),
                    "'" + id
                            + "' is not VENDOR:PRODUCT in four lower-case hex digits each, such as 10c4:ea60 or 10c4:*");
        }
        for (int i = 0; i < ports.rfc2217().size(); i++) {
            network("ports.rfc2217[" + i + "]", ports.rfc2217().get(i));
        }
        wait("ports.rescan", ports.rescan());
        wait("ports.accessDeadline", ports.accessDeadline());
        if (intact("ports.slots")) {
            slots(ports.slots());
        }
    }

    private void slots(List<PortsSection.Slot> slots) {
        Map<String, Integer> byPath = new HashMap<>();
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            PortsSection.Slot slot = slots.get(i);
            String key = "ports.slots[" + i + "]";
            require(key + ".name", !slot.name().isBlank(), "needs a name");
            name(key + ".name", slot.name());
            require(key + ".path", !slot.path().isBlank(), "needs a USB path such as 1-1.4.2:1.0");
            if (slot.path().contains("://")) {
                network(key + ".path", slot.path());
            }
            unique(key + ".path", slot.path(), byPath.putIfAbsent(SlotPath.canonical(slot.path()), i));
            unique(key + ".name", slot.name(), byName.putIfAbsent(slot.name(), i));
            slot.baud().ifPresent(baud -> require(key + ".baud", baud > 0, baud + " is not a rate above 0 baud"));
        }
    }

    private void unique(String key, String text, @Nullable Integer before) {
        require(key, before == null, "'" + text + "' is also that of ports.slots[" + before + "]");
    }

    private void loader(LoaderSection loader) {
        require("loader.ladder", !loader.ladder().isEmpty(), "needs at least one rate");
        boolean readable = intact("loader.ladder");
        for (int i = 0; readable && i < loader.ladder().size(); i++) {
            String key = "loader.ladder[" + i + "]";
            int rate = loader.ladder().get(i);
            require(key, rate > 0, rate + " is not a rate above 0 baud");
            require(key, i == 0 || rate < loader.ladder().get(i - 1), rate + " is not lower than the rate before it");
        }
        atLeast("loader.connectAttempts", loader.connectAttempts(), 1);
    }

    private void flash(FlashSection flash) {
        oneOf("flash.mode", flash.mode(), FLASH_MODES);
        oneOf("flash.frequency", flash.frequency(), FLASH_FREQUENCIES);
        oneOf("flash.size", flash.size(), FLASH_SIZES);
    }

    private void bundle(BundleSection bundle) {
        name("bundle.name", bundle.name());
        String hash = bundle.sha256();
        require(
                "bundle.sha256",
                hash.isEmpty() || SHA256.matcher(hash).matches(),
                "is not 64 lower-case hex digits; `station bundle add` prints it");
        require("bundle.layout", !bundle.layout().isBlank(), "needs the name of a layout, such as generic-v3");
    }

    private void device(DeviceSection device) {
        int longest = device.maxNameLength();
        require(
                "device.maxNameLength",
                longest >= 1 && longest <= LONGEST_NAME,
                longest + " is not one of 1 to " + LONGEST_NAME);
        wait("device.bootDeadline", device.bootDeadline());
        atLeast("device.minTokenDigits", device.minTokenDigits(), 1);
        require(
                "device.minTokenDigits",
                device.identity() == DeviceSection.Identity.FIRMWARE || device.minTokenDigits() <= MOST_TOKEN_DIGITS,
                device.minTokenDigits() + " digits are more than a token of 32 bits has: give at most "
                        + MOST_TOKEN_DIGITS);
        storeName("device.nvs.namespace", device.nvs().namespace());
        storeName("device.nvs.key", device.nvs().key());
        device.data().ifPresent(this::unitData);
        atLeast("device.rerolls", device.rerolls(), 0);
    }

    private void unitData(UnitDataSection data) {
        require(
                "device.data",
                data.table().isPresent() != data.serial().isPresent(),
                "needs either table or serial: a unit is given a row of a table, or a serial number");
        data.serial().ifPresent(serial -> {
            try {
                SerialPattern pattern = SerialPattern.of(serial.pattern());
                require(
                        "device.data.serial.first",
                        serial.first() >= 0 && serial.first() <= pattern.most(),
                        serial.first() + " is not one of 0 to " + pattern.most());
            } catch (IllegalArgumentException e) {
                complain("device.data.serial.pattern", String.valueOf(e.getMessage()));
            }
            storeName("device.data.serial.namespace", serial.namespace());
            storeName("device.data.serial.key", serial.key());
        });
    }

    private void storeName(String key, String name) {
        require(
                key,
                STORE_NAME.matcher(name).matches(),
                "'" + OutsideText.line(name) + "' is not 1 to 15 characters of ASCII without blanks");
    }

    private void backOffice(BackOfficeSection office) {
        wait("backOffice.timeout", office.timeout());
        atLeast("backOffice.parallel", office.parallel(), 1);
        office.proxy().flatMap(ServerAddress::proxyComplaint).ifPresent(text -> complain("backOffice.proxy", text));
        wait("backOffice.retryInitialDelay", office.retryInitialDelay());
        require(
                "backOffice.retryMaxDelay",
                office.retryMaxDelay().compareTo(office.retryInitialDelay()) >= 0,
                "is shorter than backOffice.retryInitialDelay");
        String url = office.url().toString();
        if (office.api() == BackOfficeSection.Api.V1 && !url.isEmpty()) {
            String scheme = Objects.requireNonNullElse(office.url().getScheme(), "");
            HostName.complaint(office.url()).ifPresent(text -> complain("backOffice.url", text));
            require(
                    "backOffice.url",
                    (scheme.equals("https") || scheme.equals("http"))
                            && office.url().getHost() != null,
                    "'" + url + "' is not an address such as https://host/v1");
            ServerAddress.complaint(office).ifPresent(text -> complain("backOffice.url", text));
            ServerAddress.otherEnvironment(office).ifPresent(text -> complain("backOffice.environment", text));
            require(
                    "backOffice.tokenFile",
                    office.tokenFile().isPresent(),
                    "names no file; api v1 needs one with the admin token (or set backOffice.api: none)");
        }
        office.database().map(BackOfficeSection.Database::url).ifPresent(this::database);
    }

    private void database(String url) {
        String key = "backOffice.database.url";
        String shown = ServerAddress.withoutPassword(url);
        require(key, url.startsWith("jdbc:mariadb://"), "'" + shown + "' is not jdbc:mariadb://HOST/DATABASE");
        noSecret(key, url, "backOffice.database.passwordFile");
    }

    private void sticker(StickerSection sticker) {
        require("sticker.template", !sticker.template().isBlank(), "needs the name of a label template, such as L7651");
        name("sticker.design", sticker.design());
        require("sticker.design", !sticker.design().isBlank(), "needs the name of a label design, such as internal");
        for (int i = 0; i < sticker.names().size(); i++) {
            String key = "sticker.names[" + i + "]";
            require(key + ".type", !sticker.names().get(i).type().isBlank(), "needs a device type");
            require(key + ".name", !sticker.names().get(i).name().isBlank(), "needs the name that people know it by");
        }
        cron("sticker.flushCron", sticker.flushCron());
        require("sticker.minModuleMm", sticker.minModuleMm() > 0, "is not above 0 mm");
        require(
                "sticker.dpi",
                sticker.dpi() == 0 || sticker.dpi() >= LEAST_DPI,
                sticker.dpi() + " is neither 0 nor " + LEAST_DPI + " or more");
        require(
                "sticker.printer",
                sticker.printer().isEmpty()
                        || PRINTER.matcher(sticker.printer()).matches(),
                "'" + OutsideText.line(sticker.printer()) + "' is neither QUEUE nor QUEUE@HOST:PORT");
        name("sticker.printer", sticker.printer());
        if (sticker.language() == StickerSection.PrinterLanguage.ZPL) {
            require(
                    "sticker.language",
                    sticker.mode() == StickerSection.Mode.ROLL,
                    "zpl prints a label a unit: it needs sticker.mode: roll");
            require("sticker.language", sticker.dpi() > 0, "zpl needs the printer's dots per inch in sticker.dpi");
        }
    }

    private void cron(String key, String cron) {
        if (cron.isEmpty()) {
            return;
        }
        CronText.complaint(cron).ifPresent(text -> complain(key, text));
    }

    private void ledger(LedgerSection ledger) {
        require(
                "ledger.url",
                ledger.url().isEmpty() || ledger.url().startsWith("jdbc:postgresql://"),
                "'" + ServerAddress.withoutPassword(ledger.url())
                        + "' is neither empty (SQLite) nor jdbc:postgresql://HOST/DATABASE");
        noSecret("ledger.url", ledger.url(), "ledger.passwordFile");
        require(
                "ledger.user",
                !ledger.url().startsWith("jdbc:postgresql:") || !ledger.user().isEmpty(),
                "needs the PostgreSQL account for ledger.url");
    }

    private void noSecret(String key, String url, String place) {
        require(key, !ServerAddress.holdsPassword(url), "holds a password; name a file with it in " + place);
    }

    private void pipeline(PipelineSection pipeline) {
        atLeast("pipeline.workers", pipeline.workers(), 0);
        atLeast("pipeline.queue", pipeline.queue(), 1);
        atLeast("pipeline.attempts", pipeline.attempts(), 1);
        wait("pipeline.connect", pipeline.connect());
        wait("pipeline.program", pipeline.program());
        wait("pipeline.verify", pipeline.verify());
    }

    private void retention(RetentionSection retention) {
        positive("retention.tokens", retention.tokens());
        positive("retention.sheets", retention.sheets());
        positive("retention.bootLogs", retention.bootLogs());
        positive("retention.audit", retention.audit());
    }

    private void log(LogSection log) {
        for (int i = 0; intact("log.levels") && i < log.levels().size(); i++) {
            String level = log.levels().get(i);
            require(
                    "log.levels[" + i + "]",
                    LOG_LEVEL.matcher(level).matches(),
                    "'" + level
                            + "' is not LOGGER=LEVEL, such as port=debug; levels are error, warn, info, debug, trace");
        }
        atLeast("log.fileMb", log.fileMb(), 1);
        atLeast("log.totalMb", log.totalMb(), 0);
        atLeast("log.unitFiles", log.unitFiles(), 0);
        positive("log.keep", log.keep());
    }

    private void dashboard(DashboardSection dashboard) {
        int port = dashboard.port();
        require("dashboard.port", port >= 0 && port <= HIGHEST_TCP_PORT, port + " is not between 0 and 65535");
        if (!dashboard.onThisMachine()) {
            require(
                    "dashboard.bind",
                    dashboard.tls().isPresent() && dashboard.users().isPresent(),
                    "'" + dashboard.bind()
                            + "' is open to the network: set dashboard.tls and dashboard.users, or bind 127.0.0.1");
        }
        for (int i = 0; intact("dashboard.proxies") && i < dashboard.proxies().size(); i++) {
            String proxy = dashboard.proxies().get(i);
            require(
                    "dashboard.proxies[" + i + "]",
                    ServerAddress.literal(proxy),
                    "'" + proxy + "' is not an IP address such as 192.0.2.7 or 2001:db8::7");
        }
        shifts(dashboard.shifts());
    }

    private void shifts(List<DashboardSection.Shift> shifts) {
        String before = "";
        for (int i = 0; i < shifts.size(); i++) {
            String key = "dashboard.shifts[" + i + "]";
            String from = shifts.get(i).from();
            require(key + ".name", !shifts.get(i).name().isBlank(), "needs a name");
            name(key + ".name", shifts.get(i).name());
            require(key + ".from", TIME.matcher(from).matches(), "'" + from + "' is not a time such as 06:00");
            require(key + ".from", from.compareTo(before) > 0, from + " is not later than the shift before it");
            before = from;
        }
    }

    private void globs(String key, List<String> globs) {
        for (int i = 0; i < globs.size(); i++) {
            try {
                require(key + "[" + i + "]", !globs.get(i).isEmpty(), "is an empty pattern");
                FileSystems.getDefault().getPathMatcher("glob:" + globs.get(i));
            } catch (PatternSyntaxException e) {
                complain(key + "[" + i + "]", "'" + globs.get(i) + "' is not a glob: " + e.getDescription());
            }
        }
    }

    private void network(String key, String address) {
        require(key, SerialServerAddress.parse(address).isPresent(), "'" + address + "' is not rfc2217://HOST:PORT");
    }

    /** Whether every entry of a list could be read; else the entries have moved up and their indexes are not the file's. */
    private boolean intact(String list) {
        return problems.stream()
                .noneMatch(problem ->
                        problem.key().startsWith(list + "[") && problem.key().endsWith("]"));
    }

    /** A time that the station counts in nanoseconds as it passes. */
    private void wait(String key, Duration duration) {
        positive(key, duration);
        require(key, duration.compareTo(LONGEST_WAIT) <= 0, "is longer than 365d");
    }

    /** A name ends up in file names, commands, log lines and labels. */
    private void name(String key, String text) {
        OutsideText.firstUnfit(text)
                .ifPresent(character -> complain(
                        key,
                        "holds the character U+%04X, which is not seen or is none of a name: write '%s' anew by hand"
                                .formatted(character, OutsideText.line(text))));
        require(key, text.length() <= MOST_OF_A_NAME, "has more than " + MOST_OF_A_NAME + " characters");
        require(
                key,
                text.indexOf('/') < 0 && text.indexOf('\\') < 0 && !text.startsWith("."),
                "'" + OutsideText.line(text) + "' reads as a path: leave out / and \\, and a dot at the beginning");
        require(
                key,
                !text.startsWith("-"),
                "'" + OutsideText.line(text) + "' begins with -, which commands take for an option");
    }

    private void positive(String key, Duration duration) {
        require(key, !duration.isZero(), "is 0; it needs some time");
    }

    private void atLeast(String key, int number, int least) {
        require(key, number >= least, number + " is less than " + least);
    }

    private void oneOf(String key, String text, List<String> valid) {
        require(key, valid.contains(text), "'" + text + "' is none of " + String.join(", ", valid));
    }

    private void require(String key, boolean met, String message) {
        if (!met) {
            complain(key, message);
        }
    }

    /**
     * Says it once a key: a value that could not be read has been complained about, and the default stands in for it. A default
     * that clashes with what the user wrote is shown at the user's section.
     */
    private void complain(String key, String message) {
        SourceLocation place = places.get(key);
        if (place == null || problems.stream().anyMatch(problem -> problem.key().equals(key))) {
            return;
        }
        SourceLocation section = places.getOrDefault(key.substring(0, Math.max(0, key.indexOf('.'))), place);
        SourceLocation shown = place.file().equals(ConfigFile.DEFAULTS_SHOWN) ? section : place;
        problems.add(shown.problem(key, message));
    }
}
