package org.twomes.station.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twomes.station.daemon.Environments;
import org.twomes.station.daemon.StationOnRig;
import org.twomes.station.esp.LoaderProtocol;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.port.ForwardingLink;
import org.twomes.station.port.SerialLink;
import org.twomes.station.rig.BoardModel;

/** Where the whole chip is blank before anything is written, long runs of 0xFF stay unsent, and the flash ends the same. */
@Tag("rig")
class SkippedRunsOnRigTest {
    private static final String DEMO = "twomes-hello_ESP32DEV_v3.0.0.zip";
    private static final String OTHER = "twomes-runs_ESP32DEV_v3.0.1.zip";
    private static final int BOARD = 0x000001;
    /** Where the demo's layout has its application. */
    private static final int APPLICATION = 0x20000;

    private static final int RUN = 0x18000;
    private static final int SECTOR = 0x1000;

    @TempDir
    Path folder;

    /** Notes where each compressed write begins, and how many bytes it is said to fill. */
    private static final class BeginsLink extends ForwardingLink {
        private final List<Begin> begins;

        BeginsLink(SerialLink link, List<Begin> begins) {
            super(link);
            this.begins = begins;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (length > 2 && bytes[offset + 2] == LoaderProtocol.FLASH_DEFL_BEGIN) {
                ByteBuffer request =
                        ByteBuffer.wrap(unframed(bytes, offset, length)).order(ByteOrder.LITTLE_ENDIAN);
                int data = LoaderProtocol.HEADER_LENGTH;
                begins.add(new Begin(request.getInt(data + 3 * Integer.BYTES), request.getInt(data)));
            }
            super.write(bytes, offset, length);
        }

        private static byte[] unframed(byte[] frame, int offset, int length) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int at = offset + 1; at < offset + length - 1; at++) {
                int b = frame[at] & 0xFF;
                if (b == LoaderProtocol.SLIP_ESC) {
                    b = (frame[++at] & 0xFF) == LoaderProtocol.SLIP_ESC_END
                            ? LoaderProtocol.SLIP_END
                            : LoaderProtocol.SLIP_ESC;
                }
                out.write(b);
            }
            return out.toByteArray();
        }
    }

    private record Begin(int offset, int length) {}

    /** The image with one more segment, of nothing but 0xFF, before its checksum and its SHA-256. */
    private static byte[] withRun(byte[] image) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int end = 24;
        for (int segment = 0; segment < image[1]; segment++) {
            end += 8 + in.getInt(end + 4);
        }
        int whole = (end + 8 + RUN + 1 + 15) / 16 * 16;
        ByteBuffer out = ByteBuffer.allocate(whole + 32).order(ByteOrder.LITTLE_ENDIAN);
        out.put(image, 0, end).putInt(0x3F40_0020).putInt(RUN);
        Arrays.fill(out.array(), end + 8, end + 8 + RUN, (byte) 0xFF);
        out.put(1, (byte) (image[1] + 1));
        // An even number of 0xFF leaves the checksum as it was.
        out.put(whole - 1, image[(end + 1 + 15) / 16 * 16 - 1]);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(out.array(), whole));
        System.arraycopy(hash, 0, out.array(), whole, hash.length);
        return out.array();
    }

    /** Makes the other bundle of the demo's; gives its application. */
    private byte[] otherBundle() throws Exception {
        Path bundles = folder.resolve("bundles");
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        byte[] application = {};
        try (ZipInputStream in =
                        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(bundles.resolve(DEMO))));
                ZipOutputStream out = new ZipOutputStream(zip)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (entry.getName().equals("firmware.bin")) {
                    content = withRun(content);
                    application = content;
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(content);
            }
        }
        Files.write(bundles.resolve(OTHER), zip.toByteArray());
        return application;
    }

    private void use(StationOnRig rig) throws Exception {
        Path config = folder.resolve("use.yaml");
        Files.writeString(config, "backOffice: {api: none}\n");
        Cli used = Cli.run(
                "bundle",
                "use",
                OTHER,
                "--yes",
                "--config",
                config.toString(),
                "--url",
                rig.demo().dashboard());
        assertThat(used.code()).as(used.err()).isZero();
    }

    private List<Begin> begins(String erase, String faults) throws Exception {
        List<Begin> begins = new CopyOnWriteArrayList<>();
        Map<String, String> settings = Map.of("loader.erase", erase, "pipeline.attempts", "1");
        try (StationOnRig rig = new StationOnRig(
                folder,
                1,
                settings,
                environment -> Environments.withOpener(
                        environment,
                        (address, baud) -> new BeginsLink(environment.opener().open(address, baud), begins)))) {
            byte[] application = otherBundle();
            use(rig);
            assertThat(rig.prepare(0, BOARD, faults).phase()).isEqualTo(SlotPhase.DONE);
            byte[] flash = rig.demo().rig().flash(BoardModel.usual(BOARD).mac());
            assertThat(Arrays.copyOfRange(flash, APPLICATION, APPLICATION + application.length))
                    .isEqualTo(application);
            return begins.stream()
                    .filter(begin -> begin.offset() >= APPLICATION)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "used 2048"})
    void aLongRunIsLeftOutWhereTheChipIsBlankOrWasErased(String faults) throws Exception {
        List<Begin> sent = begins("chip-first", faults);
        assertThat(sent).hasSize(2);
        int first = sent.get(0).offset() + sent.get(0).length();
        assertThat(sent.get(1).offset() - first).isGreaterThan(RUN - SECTOR);
    }

    @Test
    void whatMayHoldAnythingIsWrittenWhole() throws Exception {
        List<Begin> sent = begins("write-first", "");
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).length()).isGreaterThan(RUN);
    }
}
