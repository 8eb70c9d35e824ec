package org.twomes.station.unitdata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.twomes.station.common.Digests;
import org.twomes.station.common.OutsideText;
import org.twomes.station.config.UnitDataSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.ledger.UnitDataLedger;
import org.twomes.station.nvs.NvsCsvException;
import org.twomes.station.nvs.NvsEntry;
import org.twomes.station.nvs.NvsUnitRow;
import org.twomes.station.nvs.NvsUnitTable;

/**
 * Rows of a table. A row is known by a digest of its cells that are not secret, so that it is the same one wherever it stands, at
 * every station; the files are read anew when they change. Secret cells are not in the digest: everybody who reads it could try
 * short secrets until it fits.
 */
final class TableRows implements UnitDataSource {
    /** Of a row's digest: enough that no two rows ever share one. */
    private static final int KEY_BYTES = 20;

    private static final String ID = "id";
    /** How old what is known of the rows in use may be: another station's use shows when the row is wanted. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

    private final UnitDataSection.Table settings;
    private Map<String, UnitData> rows = Map.of();
    private Optional<List<FileTime>> read = Optional.empty();
    private Set<String> inUse = Set.of();
    private long asked;
    private boolean known;

    TableRows(UnitDataSection.Table settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "table";
    }

    @Override
    public String shown() {
        return String.valueOf(settings.values().getFileName());
    }

    @Override
    public synchronized Optional<UnitData> row(String rowKey) {
        return Optional.ofNullable(rows().get(rowKey));
    }

    @Override
    public synchronized Optional<UnitData> next(UnitDataLedger ledger, boolean afresh) {
        Map<String, UnitData> all = rows();
        Set<String> used = inUse(ledger, afresh);
        Optional<UnitData> next = all.values().stream()
                .filter(row -> !used.contains(row.rowKey()))
                .findFirst();
        next.ifPresent(row -> inUse.add(row.rowKey()));
        return next;
    }

    @Override
    public synchronized OptionalLong left(UnitDataLedger ledger) {
        Map<String, UnitData> all = rows();
        Set<String> used = inUse(ledger, false);
        return OptionalLong.of(
                all.keySet().stream().filter(key -> !used.contains(key)).count());
    }

    private Set<String> inUse(UnitDataLedger ledger, boolean afresh) {
        if (afresh || !known || System.nanoTime() - asked > KNOWN_FOR.toNanos()) {
            inUse = new HashSet<>(ledger.inUse(name()));
            asked = System.nanoTime();
            known = true;
        }
        return inUse;
    }

    private Map<String, UnitData> rows() {
        try {
            List<FileTime> times =
                    List.of(Files.getLastModifiedTime(settings.format()), Files.getLastModifiedTime(settings.values()));
            if (!read.equals(Optional.of(times))) {
                Map<String, UnitData> fresh = new LinkedHashMap<>();
                for (NvsUnitRow row : NvsUnitTable.read(settings.format(), settings.values())) {
                    UnitData data = data(row);
                    UnitData before = fresh.putIfAbsent(data.rowKey(), data);
                    if (data.fields().isEmpty()) {
                        throw alike(row, "all its columns are secret");
                    }
                    if (before != null) {
                        throw alike(row, "it differs from line " + before.row().line() + " in secret columns alone");
                    }
                }
                rows = fresh;
                read = Optional.of(times);
            }
            return rows;
        } catch (NvsCsvException e) {
            throw new FaultException(FaultCode.UNIT_DATA_UNREADABLE, String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new FaultException(FaultCode.UNIT_DATA_UNREADABLE, "there is no file " + e.getFile(), e);
        } catch (IOException e) {
            throw new FaultException(FaultCode.UNIT_DATA_UNREADABLE, unreadable(), e);
        }
    }

    private FaultException alike(NvsUnitRow row, String why) {
        return new FaultException(
                FaultCode.UNIT_DATA_UNREADABLE,
                shown() + ":" + row.line() + ": " + why + ": give each row an " + ID + " in a column of its own");
    }

    private String unreadable() {
        for (Path file : List.of(settings.format(), settings.values())) {
            if (!Files.isReadable(file)) {
                return file + " cannot be read by the station's user";
            }
        }
        return "the table cannot be read";
    }

    private UnitData data(NvsUnitRow row) {
        MessageDigest digest = Digests.sha256();
        List<GivenData.Field> fields = new ArrayList<>();
        row.cells().forEach((column, text) -> {
            if (!secret(column)) {
                digest.update(
                        (column.length() + ":" + column + text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
                fields.add(new GivenData.Field(
                        OutsideText.line(column, OutsideText.NAME), OutsideText.line(text, OutsideText.SENTENCE)));
            }
        });
        String key = HexFormat.of().formatHex(digest.digest(), 0, KEY_BYTES);
        return new UnitData(key, OptionalLong.empty(), called(row, fields), fields, row);
    }

    /** Its id where it has one, else the first column that is no secret; such a row without any is refused. */
    private static String called(NvsUnitRow row, List<GivenData.Field> fields) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(ID))
                .findFirst()
                .or(() -> fields.stream().findFirst())
                .map(field -> field.name() + " " + field.content())
                .orElse("line " + row.line());
    }

    private boolean secret(String column) {
        return settings.secret().contains(column) || NvsEntry.secret(column);
    }
}
