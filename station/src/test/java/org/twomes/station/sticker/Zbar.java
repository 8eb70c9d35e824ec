package org.twomes.station.sticker;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.LabelTemplate;

/** Renders with poppler and reads with zbar: neither is what the station reads back with. */
final class Zbar {
    private static final long DEADLINE_SECONDS = 60;

    private Zbar() {}

    /** The payloads of the labels on a sheet's page, each cut out of the page, as zbar is made for one code at a time. */
    static List<String> read(Path pdf, int dpi, LabelTemplate template, List<PlacedLabel> labels)
            throws IOException, InterruptedException {
        Path prefix = pdf.resolveSibling(pdf.getFileName() + "-" + dpi);
        run("pdftoppm", "-r", Integer.toString(dpi), "-gray", "-png", "-singlefile", pdf.toString(), prefix.toString());
        BufferedImage page = ImageIO.read(Path.of(prefix + ".png").toFile());
        List<String> command =
                new ArrayList<>(List.of("zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable"));
        for (PlacedLabel placed : labels) {
            int position = placed.position();
            Box box = template.box(position);
            BufferedImage label = page.getSubimage(
                    pixels(box.left(), dpi),
                    pixels(box.top(), dpi),
                    pixels(box.width(), dpi),
                    pixels(box.height(), dpi));
            Path file = Path.of(prefix + "-" + position + ".png");
            ImageIO.write(label, "png", file.toFile());
            command.add(file.toString());
        }
        return run(command.toArray(String[]::new)).lines().toList();
    }

    private static int pixels(double mm, int dpi) {
        return (int) Math.floor(mm / 25.4 * dpi);
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
