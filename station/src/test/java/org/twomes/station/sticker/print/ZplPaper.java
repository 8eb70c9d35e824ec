package org.twomes.station.sticker.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label printer on the network that speaks ZPL: it takes one job, and shows its labels. */
public final class ZplPaper implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** One label: its size in dots, and the picture at its corner. */
    private static final Pattern LABEL = Pattern.compile("\\^XA\\s+\\^PW(\\d+)\\s+\\^LL(\\d+)\\s+\\^LH0,0\\s+\\^FO0,0"
            + "\\^GFA,(\\d+),(\\d+),(\\d+),([0-9A-F\\s]+)\\^FS\\s+\\^PQ1\\s+\\^XZ\\s+");

    /**
     * A label that came out.
     *
     * @param width in dots
     * @param height in dots
     * @param code what its QR code says
     */
    public record Label(int width, int height, String code) {}

    private final ServerSocket socket;
    private final CompletableFuture<String> job;

    /** Listens on any free port of this machine. */
    public ZplPaper() throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        job = CompletableFuture.supplyAsync(this::received);
    }

    /** Where it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /** The job's labels, once all of it is there: nothing else may be in it. */
    public List<Label> labels() throws Exception {
        String text = job.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        List<Label> labels = new ArrayList<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find()) {
            assertThat(label.start()).as("nothing between the labels").isEqualTo(end);
            end = label.end();
            labels.add(read(label));
        }
        assertThat(end).as("all of it").isEqualTo(text.length());
        return labels;
    }

    private static Label read(Matcher label) throws ReaderException {
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
                if ((bits[y * rowBytes + x / Byte.SIZE] >> 7 - x % Byte.SIZE & 1) == 1) {
                    pixels[y * width + x] = 0;
                }
            }
        }
        String code = new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
                .getText();
        return new Label(width, height, code);
    }

    private String received() {
        try (Socket sender = socket.accept()) {
            return new String(sender.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
