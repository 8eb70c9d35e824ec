package org.twomes.station.sticker.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.config.StickerSection.Mode;
import org.twomes.station.sticker.LabelPrinter.JobState;
import org.twomes.station.sticker.Labels;
import org.twomes.station.sticker.PlacedLabel;
import org.twomes.station.sticker.SheetRenderer;

/** Against a real CUPS with a queue that has no driver: what its printer gets is read as a Zebra printer would. */
@Tag("rig")
class ZplPrinterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One label: its size in dots, and the picture at its corner. */
    private static final Pattern LABEL = Pattern.compile("\\^XA\\s+\\^PW(\\d+)\\s+\\^LL(\\d+)\\s+\\^LH0,0\\s+\\^FO0,0"
            + "\\^GFA,(\\d+),(\\d+),(\\d+),([0-9A-F\\s]+)\\^FS\\s+\\^PQ1\\s+\\^XZ\\s+");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"203, 365, 169", "300, 540, 250"})
    void aRawQueueGetsEachLabelInThePrintersOwnDots(int dpi, int width, int height) throws Exception {
        Path pdf = folder.resolve("roll.pdf");
        List<PlacedLabel> labels = Labels.from(7, 9);
        new SheetRenderer(
                        Labels.template("L6009"),
                        Labels.settings(Mode.ROLL, 0.33, dpi, OptionalInt.empty()),
                        Labels.NAME)
                .write(pdf, Labels.SPEC, labels);
        try (ServerSocket paper = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CupsServer cups = new CupsServer(folder.resolve("cups"))) {
            CompletableFuture<String> printed = CompletableFuture.supplyAsync(() -> received(paper));
            String queue = cups.rawPrinter(paper.getLocalPort());
            ZplPrinter printer = new ZplPrinter(new CupsPrinter(queue, Path.of(""), PATIENCE), dpi);
            String job = printer.print(pdf);
            await().atMost(PATIENCE).until(() -> printer.standing(job).state() == JobState.DONE);
            String text = printed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            List<String> read = new ArrayList<>();
            Matcher label = LABEL.matcher(text);
            int end = 0;
            while (label.find()) {
                assertThat(label.start()).as("nothing between the labels").isEqualTo(end);
                end = label.end();
                assertThat(Integer.parseInt(label.group(1))).isCloseTo(width, org.assertj.core.data.Offset.offset(1));
                assertThat(Integer.parseInt(label.group(2))).isCloseTo(height, org.assertj.core.data.Offset.offset(1));
                read.add(decoded(label));
            }
            assertThat(end).as("all of it").isEqualTo(text.length());
            assertThat(read).hasSameSizeAs(labels);
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i))
                        .contains(labels.get(i).content().name())
                        .contains(labels.get(i).content().pop().orElseThrow().reveal());
            }
        }
    }

    /** A printer on the network: it takes what comes until the sender ends. */
    private static String received(ServerSocket paper) {
        try (Socket sender = paper.accept()) {
            return new String(sender.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decoded(Matcher label) throws Exception {
        int width = Integer.parseInt(label.group(1));
        int height = Integer.parseInt(label.group(2));
        int rowBytes = Integer.parseInt(label.group(5));
        byte[] bits = HexFormat.of().parseHex(label.group(6).replaceAll("\\s", ""));
        assertThat(bits).hasSize(Integer.parseInt(label.group(3))).hasSize(rowBytes * height);
        assertThat(label.group(4)).isEqualTo(label.group(3));
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, 0xFFFFFF);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if ((bits[y * rowBytes + x / 8] >> 7 - x % 8 & 1) == 1) {
                    pixels[y * width + x] = 0;
                }
            }
        }
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
    }
}
