package org.twomes.station.sticker.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelStock;

/** Finds what labels say by name: in the folder of the user's templates, then inside the program. */
public final class LabelDesigns {
    /** Start of the file names, by which they are told from those of sheets. */
    static final String PREFIX = "design-";

    /** What labels say where nothing else is configured. */
    public static final String USUAL = "internal";

    private static final String ENDING = ".yaml";
    private static final List<String> SHIPPED = List.of(USUAL, "product");

    private LabelDesigns() {}

    /** The usual one, for the factory's own use. */
    public static LabelDesign usual() {
        return find(USUAL, Optional.empty(), Locale.ENGLISH, false);
    }

    /**
     * The design called {@code name}.
     *
     * @param folder with files {@code design-NAME.yaml} of the user's own
     * @param language of texts that it has in several
     * @param showPop whether the proof of possession may stand in readable text
     * @throws FaultException TEMPLATE_UNKNOWN when there is none; TEMPLATE_INVALID when it is not right
     */
    public static LabelDesign find(String name, Optional<Path> folder, Locale language, boolean showPop) {
        String file = PREFIX + name + ENDING;
        DesignFile.Choices choices = new DesignFile.Choices(language.getLanguage(), showPop);
        Optional<Path> own = folder.map(place -> place.resolve(file)).filter(Files::exists);
        try {
            if (own.isPresent()) {
                return new DesignFile(own.get().toString(), folder.orElse(Path.of("")), choices)
                        .parse(name, Files.readString(own.get()));
            }
            if (SHIPPED.contains(name)) {
                return new DesignFile(file, Path.of(""), choices).parse(name, shipped(file));
            }
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.LABEL_TEMPLATES_UNREADABLE,
                    own.orElse(Path.of(file)) + ": cannot be read (" + e + ")",
                    e);
        }
        throw new FaultException(
                FaultCode.LABEL_TEMPLATE_UNKNOWN,
                "sticker.design: there is no label design '" + name + "' (a file " + file + " in sticker.templates)",
                Map.of("known", String.join(", ", SHIPPED)),
                null);
    }

    private static String shipped(String file) throws IOException {
        try (InputStream in = LabelStock.class.getResourceAsStream("labels/" + file)) {
            if (in == null) {
                throw new IllegalStateException("label design " + file + " is missing from the program; build it anew");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
