package org.twomes.station.sticker.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.sticker.LabelStock;

/** The known label templates, found by code or alias. */
public final class LabelTemplates {
    private static final String FOLDER = "labels/";
    private static final String ENDING = ".yaml";

    /** A jar cannot list its folders, so the files are named here. */
    private static final List<String> SHIPPED = List.of(
            "HERMA-4097",
            "HERMA-4100",
            "HERMA-4606",
            "HERMA-4607",
            "L4732",
            "L6009",
            "L6011",
            "L6112",
            "L7159",
            "L7160",
            "L7651",
            "L7652",
            "L7654");

    private final List<LabelTemplate> templates;

    private LabelTemplates(List<LabelTemplate> templates) {
        this.templates = List.copyOf(templates);
    }

    /** The templates inside the program. */
    public static LabelTemplates shipped() {
        List<LabelTemplate> read = new ArrayList<>();
        for (String name : SHIPPED) {
            read.add(TemplateFile.parse(name + ENDING, resource(FOLDER + name + ENDING)));
        }
        return distinct(read);
    }

    /**
     * The templates in a folder: every {@code *.yaml} file in it but those of designs.
     *
     * @throws FaultException TEMPLATE_INVALID when a file is not right or two claim one code; FILE when the folder cannot
     *     be read or holds none
     */
    public static LabelTemplates in(Path folder) {
        List<LabelTemplate> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(LabelTemplates::isSheet).sorted().toList()) {
                read.add(TemplateFile.parse(file.toString(), Files.readString(file)));
            }
        } catch (IOException e) {
            throw new FaultException(
                    FaultCode.LABEL_TEMPLATES_UNREADABLE,
                    folder + ": the label templates cannot be read (" + e + ")",
                    e);
        }
        if (read.isEmpty()) {
            throw new FaultException(
                    FaultCode.LABEL_TEMPLATES_UNREADABLE, folder + ": no label template (*" + ENDING + ") in it");
        }
        return distinct(read);
    }

    /** All templates, by code. */
    public List<LabelTemplate> all() {
        return templates;
    }

    /**
     * The template with this code or alias, in any case.
     *
     * @throws FaultException TEMPLATE_UNKNOWN, naming those there are
     */
    public LabelTemplate find(String code) {
        for (LabelTemplate template : templates) {
            if (template.isCalled(code)) {
                return template;
            }
        }
        String known = templates.stream().map(LabelTemplate::code).collect(Collectors.joining(", "));
        throw new FaultException(
                FaultCode.LABEL_TEMPLATE_UNKNOWN,
                "sticker.template: there is no label template '" + code + "'",
                Map.of("known", known),
                null);
    }

    private static boolean isSheet(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(ENDING) && !name.startsWith(LabelDesigns.PREFIX);
    }

    private static LabelTemplates distinct(List<LabelTemplate> read) {
        TreeMap<String, LabelTemplate> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (LabelTemplate template : read) {
            for (String name : Stream.concat(Stream.of(template.code()), template.also().stream())
                    .toList()) {
                LabelTemplate other = byName.putIfAbsent(name, template);
                if (other != null) {
                    throw new FaultException(
                            FaultCode.LABEL_TEMPLATE_INVALID,
                            "label templates " + other.code() + " and " + template.code() + " both claim the code '"
                                    + name + "'");
                }
            }
        }
        return new LabelTemplates(read);
    }

    private static String resource(String path) {
        try (InputStream in = LabelStock.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(
                        "label template " + path + " is missing from the program; build it anew");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
