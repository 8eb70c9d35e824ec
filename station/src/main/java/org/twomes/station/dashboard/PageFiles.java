package org.twomes.station.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.common.Digests;
import org.twomes.station.config.StationConfig.Language;
import org.twomes.station.dashboard.http.JsonText;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.Messages;

/** The files of the pages, read once from the jar. Only what is listed here is served: no path is ever looked up. */
final class PageFiles {
    private static final String PAGES = "/org/twomes/station/dashboard/page/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String PICTURE = "image/svg+xml";
    private static final List<String> SCRIPTS = List.of(
            "actions.js",
            "alarm.js",
            "approval.js",
            "audit-texts.js",
            "audit.js",
            "cells.js",
            "contact-chip.js",
            "contact.js",
            "dialogs.js",
            "dom.js",
            "faults.js",
            "formats.js",
            "header.js",
            "label.js",
            "language.js",
            "layout.js",
            "line-mode.js",
            "live.js",
            "login.js",
            "once-a-frame.js",
            "period.js",
            "plot-data.js",
            "plots.js",
            "session.js",
            "sheet-texts.js",
            "sheets-page.js",
            "sheets.js",
            "shift-page.js",
            "shift-texts.js",
            "shift.js",
            "slot-detail.js",
            "slot-grid.js",
            "slot-state.js",
            "slot-texts.js",
            "slots-page.js",
            "slots.js",
            "spoken.js",
            "table.js",
            "texts.js",
            "theme.js",
            "tile.js",
            "unit-page.js",
            "unit-texts.js",
            "unit.js",
            "units.js");
    /** Characters of the hash that tell one build's file from another's. */
    private static final int TAG_LENGTH = 24;

    private final Map<String, PageFile> files = new LinkedHashMap<>();

    /**
     * A file as it is served.
     *
     * @param type content type
     * @param bytes content
     * @param tag entity tag with its quotes
     */
    record PageFile(String type, byte[] bytes, String tag) {}

    /** The pages in a language. */
    PageFiles(Language language) {
        page("/", "index.html");
        page("/shift", "shift.html");
        page("/units", "units.html");
        page("/unit", "unit.html");
        page("/sheets", "sheets.html");
        page("/audit", "audit.html");
        page("/login", "login.html");
        for (String script : SCRIPTS) {
            add("/" + script, PAGES + script, SCRIPT);
        }
        if (language != Language.EN) {
            add("/texts.js", PAGES + "texts_" + language.locale() + ".js", SCRIPT);
            put("/faults.js", SCRIPT, faults(Messages.in(language.locale())).getBytes(StandardCharsets.UTF_8));
        }
        add("/station.css", PAGES + "station.css", STYLE);
        add("/light.css", PAGES + "light.css", STYLE);
        add("/slots.css", PAGES + "slots.css", STYLE);
        add("/icon.svg", PAGES + "icon.svg", PICTURE);
        add("/icons.svg", PAGES + "icons.svg", PICTURE);
        add("/uplot.js", UPLOT + "uPlot.esm.js", SCRIPT);
        add("/uplot.css", UPLOT + "uPlot.min.css", STYLE);
    }

    Map<String, PageFile> all() {
        return files;
    }

    /** One tag for all of them together. */
    String tag() {
        return Integer.toHexString(
                files.values().stream().map(PageFile::tag).toList().hashCode());
    }

    Optional<PageFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private void page(String path, String name) {
        add(path, PAGES + name, HTML);
    }

    private void add(String path, String resource, String type) {
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + resource + ": build it again");
            }
            put(path, type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String path, String type, byte[] bytes) {
        String hash = Digests.sha256Hex(bytes).substring(0, TAG_LENGTH);
        files.put(path, new PageFile(type, bytes, '"' + hash + '"'));
    }

    /** Each sentence and remedy in English with the one in another language, as a script. */
    private static String faults(Messages other) {
        Messages english = Messages.english();
        Map<String, String> texts = new LinkedHashMap<>();
        for (FaultCode code : FaultCode.values()) {
            texts.put(english.sentence(code), other.sentence(code));
            texts.put(english.remedy(code), other.remedy(code));
        }
        texts.put(english.boardIsFine(), other.boardIsFine());
        List<List<String>> pairs = texts.entrySet().stream()
                .map(text -> List.of(text.getKey(), text.getValue()))
                .toList();
        return "export const FAULTS = " + JsonText.of(pairs) + ";\n";
    }
}
