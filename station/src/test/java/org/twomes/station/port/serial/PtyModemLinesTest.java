package org.twomes.station.port.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.ModemShim;
import org.twomes.station.port.SerialLinkContract;

/** The contract over jSerialComm and a pty that has DTR and RTS, which the kernel's own ptys have not. */
@Tag("rig")
class PtyModemLinesTest {
    @TempDir
    Path folder;

    @Test
    void theContractHoldsOnAPtyWithModemLines() throws Exception {
        Path modem = Files.createDirectory(folder.resolve("modem"));
        long tests = Stream.of(SerialLinkContract.class.getDeclaredMethods())
                .filter(each -> each.isAnnotationPresent(Test.class))
                .count();
        assertThat(tests).isPositive();
        ModemShim.run(PtyLinkTest.class, folder, modem).assertPassed(tests);
    }

    @Test
    void theOtherJvmReportsWhatFails() throws Exception {
        ModemShim.Outcome outcome = ModemShim.run(Wrong.class, folder, folder);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.said()).contains("on purpose");
    }

    /** Not found by the build, as its name does not end in Test. */
    static class Wrong {
        @Test
        void fails() {
            throw new IllegalStateException("on purpose");
        }
    }
}
