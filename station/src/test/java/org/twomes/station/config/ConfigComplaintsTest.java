package org.twomes.station.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.common.ConfigProblem;

@Tag("fast")
class ConfigComplaintsTest {
    @TempDir
    Path folder;

    @Test
    void logLevelsAndBoundsThatMakeNoSense() {
        assertThatThrownBy(() -> ConfigFile.defaults(Map.of(
                        "log.levels", "[port=loud]", "log.level", "chatty", "log.fileMb", "0", "log.totalMb", "-1")))
                .hasMessageContaining("log.levels[0]: 'port=loud' is not LOGGER=LEVEL")
                .hasMessageContaining("'chatty' is none of error, warn, info, debug, trace")
                .hasMessageContaining("log.fileMb: 0 is less than 1")
                .hasMessageContaining("log.totalMb: -1 is less than 0");
    }

    @Test
    void allComplaintsComeAtOnceInTheOrderOfTheFile() throws Exception {
        List<ConfigProblem> problems = problems("""
                loader:
                  baud: fast
                  stub: on
                ports:
                  rescann: 10s
                  rescan: 10
                  slots:
                    - path: 1-1:1.0
                      name: A1
                      baud: -1
                    - path: 1-1:1.0
                      name: A1
                    - name: A3
                sticker:
                  dpi: 100
                """);
        assertThat(problems)
                .extracting(ConfigProblem::line, ConfigProblem::column, ConfigProblem::key)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, 9, "loader.baud"),
                        org.assertj.core.groups.Tuple.tuple(3, 9, "loader.stub"),
                        org.assertj.core.groups.Tuple.tuple(5, 3, "ports.rescann"),
                        org.assertj.core.groups.Tuple.tuple(6, 11, "ports.rescan"),
                        org.assertj.core.groups.Tuple.tuple(10, 7, "ports.slots[0].baud"),
                        org.assertj.core.groups.Tuple.tuple(11, 7, "ports.slots[1].path"),
                        org.assertj.core.groups.Tuple.tuple(12, 7, "ports.slots[1].name"),
                        org.assertj.core.groups.Tuple.tuple(13, 7, "ports.slots[2].path"),
                        org.assertj.core.groups.Tuple.tuple(15, 3, "sticker.dpi"));
        assertThat(problems)
                .extracting(ConfigProblem::file)
                .containsOnly(folder.resolve("station.yaml").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    loader: {bawd: 1}                       | unknown key; did you mean loader.baud?
                    loader: {conect-attempts: 1}            | unknown key; did you mean loader.connectAttempts?
                    backoffice: {api: none}                 | unknown key; did you mean backOffice?
                    rerolls: 2                              | unknown key; did you mean device.rerolls?
                    baud: 2                                 | unknown key; did you mean ports.slots[].baud or loader.baud?
                    flash: {xyzzyxyzzy: 2}                  | unknown key; valid here: mode, frequency, size
                    ports: {rescan: 30}                     | '30' is not a duration: write a whole number and one of the units ms, s, m, h, d, such as 30s
                    ports: {rescan: 1.5h}                   | '1.5h' is not a duration
                    ports: {rescan: 30 s}                   | '30 s' is not a duration
                    ports: {rescan: 30S}                    | '30S' is not a duration
                    ports: {rescan: -3s}                    | '-3s' is not a duration
                    ports: {rescan: 99999999999999d}        | '99999999999999d' is not a duration
                    ports: {rescan: ~}                      | needs a value
                    ports: {rescan: 0s}                     | is 0; it needs some time
                    ports: {reset: rts}                     | is none of auto, manual, none, command:PROGRAM
                    ports: {include: ["tty[a"]}             | is not a glob
                    ports: {include: ttyUSB*}               | needs a list such as [a, b], not 'ttyUSB*'
                    ports: {include: [{a: b}]}              | needs a single value, not a map of keys
                    ports: {usbIds: ["10C4:*"]}             | is not VENDOR:PRODUCT
                    ports: {rfc2217: ["rfc2217://host"]}    | is not rfc2217://HOST:PORT
                    ports: {rfc2217: ["rfc2217://a b:4700"]} | is not rfc2217://HOST:PORT
                    ports: {rfc2217: ["rfc2217://u@h:4700"]} | is not rfc2217://HOST:PORT
                    ports: {rfc2217: ["telnet://host:23"]}  | is not rfc2217://HOST:PORT
                    ports: {slots: [A1]}                    | needs a map of keys, not 'A1'
                    ports: [a]                              | needs a map of keys, not a list
                    just words                              | needs a map of keys, not 'just words'
                    loader: {erase: CHIP_FIRST}             | 'CHIP_FIRST' is none of chip-first, write-first, auto
                    loader: {baud: 0}                       | 0 is not a rate above 0 baud
                    loader: {baud: 115200 baud}             | '115200 baud' is not a whole number without unit
                    loader: {ladder: [115200, 460800]}      | 460800 is not lower than the rate before it
                    loader: {ladder: []}                    | needs at least one rate
                    loader: {ladder: [9, x, 8]}             | 'x' is not a whole number
                    loader: {connectAttempts: 0}            | 0 is less than 1
                    flash: {mode: fast}                     | 'fast' is none of dio, dout, qio, qout, keep
                    bundle: {sha256: ABC}                   | is not 64 lower-case hex digits
                    device: {bootDeadline: 366d}            | is longer than 365d
                    bundle: {layouts: "~bob/layouts"}       | write the whole path
                    ports: {reset: "command:~bob/reset"}    | write the whole path
                    device: {family: other}                 | 'other' is none of twomes, type-hash, free
                    backOffice: {tokenFile: ~}              | names no file; api v1 needs one
                    backOffice: {url: "ftp://x/"}           | is not an address such as https://host/v1
                    backOffice: {url: "http://a b"}         | is not an address
                    backOffice: {environment: production, url: "http://office.example/v1"} | in clear: write https://
                    backOffice: {environment: test, url: "http://office.example/v1"} | in clear: write https://
                    backOffice: {url: "HTTP://office.example/v1"} | is not an address such as https://host/v1
                    backOffice: {insecure: yes}             | 'yes' is neither true nor false
                    station: {name: "li\\u001b[31mne"}       | U+001B
                    station: {name: "line/1"}               | reads as a path
                    station: {name: "-1"}                   | take for an option
                    station: {name: "..line"}               | reads as a path
                    ports: {slots: [{path: "1-1:1.0", name: "A\\u202e1"}]} | U+202E
                    ports: {slots: [{path: "1-1:1.0", name: "A\\\\1"}]} | reads as a path
                    ports: {slots: [{path: "1-1:1.0", name: "A\\n1"}]} | U+000A
                    bundle: {name: "../a.zip"}              | reads as a path
                    bundle: {name: "--help.zip"}            | take for an option
                    bundle: {name: "a\\u200b.zip"}           | U+200B
                    sticker: {printer: "-o"}                | take for an option
                    sticker: {printer: "a\\u202eb"}          | U+202E
                    dashboard: {shifts: [{name: "a\\u2028b", from: "06:00"}]} | U+2028
                    backOffice: {url: "https://u:p@office.example/v1"} | holds a user or a password
                    backOffice: {url: "https://api.energietransitiewindesheim.nl/v1"} | is test, but backOffice.url is the production server
                    backOffice: {url: "https://API.Energietransitiewindesheim.NL./", environment: test} | is test, but
                    backOffice: {environment: production}   | is production, but backOffice.url is the test server
                    backOffice: {parallel: 0}               | 0 is less than 1
                    backOffice: {proxy: "https://proxy:3128"} | 'https://proxy:3128' is not http://HOST:PORT
                    backOffice: {proxy: "http://proxy"}     | is not http://HOST:PORT
                    backOffice: {proxy: "proxy:3128"}       | is not http://HOST:PORT
                    backOffice: {proxy: "http://proxy:3128/x"} | is not http://HOST:PORT
                    backOffice: {proxy: "http://u:p@proxy:3128"} | holds a user or a password
                    ledger: {url: "jdbc:postgresql://x/y?user=a&password=b", user: a} | holds a password; name a file with it in ledger.passwordFile
                    ledger: {url: "jdbc:postgresql://a:b@x/y", user: a} | holds a password
                    backOffice: {database: {url: "jdbc:mariadb://x/y?password=b", user: u, passwordFile: p}} | holds a password; name a file with it in backOffice.database.passwordFile
                    backOffice: {retryMaxDelay: 1s}             | is shorter than backOffice.retryInitialDelay
                    backOffice: {database: {user: u, passwordFile: p}}       | is missing
                    backOffice: {database: mariadb}         | needs a map of keys, not 'mariadb'
                    sticker: {dpi: 149}                     | 149 is neither 0 nor 150 or more
                    sticker: {language: zpl, dpi: 203}      | zpl prints a label a unit: it needs sticker.mode: roll
                    sticker: {language: zpl, mode: roll}    | zpl needs the printer's dots per inch in sticker.dpi
                    sticker: {minModuleMm: .inf}            | is not a number
                    sticker: {printer: "my labels"}         | 'my labels' is neither QUEUE nor QUEUE@HOST:PORT
                    sticker: {minModuleMm: 0}               | is not above 0 mm
                    sticker: {security: high}               | 'high' is not a whole number
                    ledger: {url: "jdbc:postgresql://x/y"}  | needs the PostgreSQL account for ledger.url
                    ledger: {url: "jdbc:mysql://x"}         | is neither empty (SQLite) nor jdbc:postgresql
                    pipeline: {queue: 0}                    | 0 is less than 1
                    dashboard: {port: 65536}                | 65536 is not between 0 and 65535
                    dashboard: {shifts: [{name: A, from: "6:00"}]}           | '6:00' is not a time such as 06:00
                    dashboard: {shifts: [{name: "", from: "06:00"}]}         | needs a name
                    dashboard: {shifts: [{name: A, from: "14:00"}, {name: B, from: "06:00"}]} | 06:00 is not later than the shift before
                    dashboard: {proxies: [proxy.example]}   | 'proxy.example' is not an IP address such as 192.0.2.7
                    dashboard: {proxies: [10.0.0.256]}      | '10.0.0.256' is not an IP address such as 192.0.2.7
                    dashboard: {proxies: ["::"]}            | '::' is not an IP address such as 192.0.2.7
                    dashboard: {bind: 0.0.0.0}              | is open to the network: set dashboard.tls and dashboard.users
                    dashboard: {bind: "::"}                 | is open to the network
                    dashboard: {bind: 127.0.0.1.example.org}| is open to the network
                    """)
    void saysWhatIsWrongAndWhatIsRight(String yaml, String message) throws Exception {
        assertThat(problems(yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(1);
            assertThat(problem.column()).isPositive();
        });
    }

    @ParameterizedTest
    @CsvSource({"'127.0.0.1'", "'::1'", "localhost", "'127.8.9.1'"})
    void loopbackNeedsNoTls(String bind) throws Exception {
        Path file = Files.writeString(folder.resolve("ok.yaml"), "dashboard: {bind: '" + bind + "'}");
        assertThat(ConfigFile.load(file).dashboard().bind()).isEqualTo(bind);
    }

    @ParameterizedTest
    @CsvSource({
        "'backOffice: {url: \"http://office.example/v1\", insecure: true}', true",
        "'backOffice: {url: \"http://127.0.0.1:8080/v1\"}', false",
        "'backOffice: {url: \"http://localhost/v1\"}', false",
        "'backOffice: {url: \"https://office.example/v1\", insecure: true}', false"
    })
    void anAddressInClearIsAllowedOnPurposeAndKnown(String yaml, boolean inClear) throws Exception {
        Path file = Files.writeString(folder.resolve("ok.yaml"), yaml);
        assertThat(ConfigFile.load(file).backOffice().inClear()).isEqualTo(inClear);
    }

    @Test
    void doubledKeysNameTheFirst() throws Exception {
        assertThat(problems("loader:\n  baud: 1\n  baud: 2\nloader: {}\n"))
                .extracting(ConfigProblem::toString)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .endsWith(
                                        "station.yaml:3:3: loader.baud: is here a second time; the first is in line 2"),
                        second -> assertThat(second)
                                .endsWith("station.yaml:4:1: loader: is here a second time; the first is in line 1"));
    }

    @Test
    void whatIsNotYamlSaysWhere() throws Exception {
        assertThat(problems("loader:\n  baud: [1, 2\nports: {}\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).startsWith("not YAML: ");
                    assertThat(problem.line()).isEqualTo(3);
                });
        assertThat(problems("loader:\n\tbaud: 1\n")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).startsWith("not YAML: ");
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @Test
    void aliasesAndFurtherDocumentsAreRefused() throws Exception {
        assertThat(problems("loader: &a {}\nflash: *a\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("alias"));
        assertThat(problems("loader: {}\n---\nflash: {}\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("second document"));
    }

    private List<ConfigProblem> problems(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("station.yaml"), yaml);
        ConfigException refused = catchThrowableOfType(ConfigException.class, () -> ConfigFile.load(file));
        assertThat(refused).as("refused: " + yaml).isNotNull();
        return refused.problems();
    }
}
