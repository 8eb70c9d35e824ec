package org.twomes.station.firmware;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.twomes.station.common.Digests;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.config.BackOfficeSection.Environment;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.files.BundleFiles;
import org.twomes.station.firmware.files.ZipFiles;
import org.twomes.station.firmware.image.EspImage;
import org.twomes.station.firmware.image.HeaderPatch;
import org.twomes.station.firmware.layout.FileRole;
import org.twomes.station.firmware.layout.FlashOffset;

/**
 * A firmware bundle, checked from end to end when it is opened: name, hash, images, partition table, offsets. Thread-safe; the plan for a flash
 * size is made once, for all ports.
 */
public final class Bundle {
    /** Pages that a writable NVS partition needs at least (ESP-IDF, "NVS Partition Generator Utility"): three of 4096 bytes. */
    private static final int LEAST_STORE_BYTES = 0x3000;

    private final String name;
    private final String sha256;
    private final BundleName spoken;
    private final BundleCheck.Outcome checked;
    private final HeaderPatch patch;
    private final RegionPacker packer = new RegionPacker();
    private final Map<Integer, FlashPlan> plans = new HashMap<>();

    private Bundle(String name, String sha256, BundleCheck.Outcome checked, BundleExpectations expected) {
        this.name = name;
        this.sha256 = sha256;
        this.spoken = BundleName.parse(name);
        this.checked = checked;
        this.patch = new HeaderPatch(expected.flash());
    }

    /**
     * Opens the zip or folder {@code path}.
     *
     * @throws FaultException at the first check that fails
     */
    public static Bundle open(Path path, BundleExpectations expected) {
        String name = String.valueOf(path.getFileName());
        return of(name, BundleFiles.open(path), expected);
    }

    static Bundle of(String name, BundleFiles files, BundleExpectations expected) {
        expected.checkName(name, BundleName.parse(name));
        if (files instanceof ZipFiles zip) {
            expected.checkHash(name, zip.sha256());
        }
        BundleFolder folder = BundleFolder.find(files, expected.layout());
        BundleCheck.Outcome checked = new BundleCheck(folder, files).run();
        String sha256 = files.sha256(folder.path(), folder.names());
        expected.checkHash(name, sha256);
        Bundle bundle = new Bundle(name, sha256, checked, expected);
        if (expected.ownContent()) {
            bundle.ownPartition();
        }
        return bundle;
    }

    /** File name of the zip or folder. */
    public String name() {
        return name;
    }

    /** SHA-256 of the zip, or over the files of a folder; lower-case hex. */
    public String sha256() {
        return sha256;
    }

    /** Board that the name says, e.g. {@code ESP32DEV}. */
    public Optional<String> board() {
        return spoken.board();
    }

    /** Back office that the name says is compiled in. */
    public Optional<Environment> server() {
        return spoken.server();
    }

    /** Version by the application's description, else the release tag of the name. */
    public Optional<String> version() {
        return checked.app()
                .map(AppDescription::version)
                .filter(text -> !text.isEmpty())
                .or(spoken::tag);
    }

    /** What the application says about itself. */
    public Optional<AppDescription> description() {
        return checked.app();
    }

    /** What a person should know of it, though it is sound: each a whole line without its full stop. */
    public List<String> remarks() {
        List<String> all = new ArrayList<>(checked.remarks());
        for (BundlePart part : checked.parts()) {
            if (part.placement().role() == FileRole.BOOTLOADER) {
                patch.remark(part.file(), part.image().orElseThrow()).ifPresent(all::add);
            }
        }
        return all;
    }

    /** The chip revisions that run every image inside. */
    public ChipRevisions chipRevisions() {
        return checked.revisions();
    }

    /**
     * The key-value partition (NVS) that takes what one unit alone is given.
     *
     * @throws FaultException BUNDLE_WITHOUT_STORE when there is none that can
     */
    public Partition ownPartition() {
        Partition nvs = partitions().nvs().orElseThrow(() -> withoutStore("its partition table has no NVS partition"));
        if (nvs.length() < LEAST_STORE_BYTES) {
            throw withoutStore("its NVS partition has less than 0x3000 bytes, which firmware cannot write");
        }
        for (BundlePart part : checked.parts()) {
            if (part.offset() < nvs.end() && nvs.offset() < part.end()) {
                throw withoutStore(part.file() + " is written into its NVS partition");
            }
        }
        return nvs;
    }

    private FaultException withoutStore(String why) {
        return BundleRefusal.of(
                FaultCode.BUNDLE_WITHOUT_STORE,
                name,
                "device.identity is station, or device.data is set, and the bundle does not allow that: " + why);
    }

    /** The partition table inside. */
    public PartitionTable partitions() {
        return checked.partitions();
    }

    /** The files with their sizes and hashes, ascending by offset. Packs them when that was not done before. */
    public synchronized List<RegionSummary> regions() {
        List<RegionSummary> rows = new ArrayList<>();
        for (BundlePart part : checked.parts()) {
            byte[] file = Arrays.copyOf(part.content(), part.fileLength());
            Region region = packer.pack(part.file(), part.offset(), part.content());
            rows.add(new RegionSummary(
                    part.file(),
                    part.offset(),
                    part.fileLength(),
                    region.zlib().length,
                    region.method(),
                    HexFormat.of().formatHex(Digests.md5().digest(file)),
                    Digests.sha256Hex(file),
                    part.place()));
        }
        return rows;
    }

    /**
     * What to write and prove on a chip of {@code flashSize} bytes: the bootloader's header set for it, everything packed. Of more than
     * 16 MB the plan is for the first 16.
     *
     * @throws FaultException when the bundle does not fit such a chip, or a flash setting is unknown
     */
    public synchronized FlashPlan plan(int flashSize) {
        FlashPlan plan = plans.get(flashSize);
        if (plan == null) {
            plan = makePlan(flashSize);
            plans.put(flashSize, plan);
        }
        return plan;
    }

    private FlashPlan makePlan(int flashSize) {
        // What an ESP32 does not reach is nobody's: the header tells the whole size, the plan ends here.
        int reach = Math.min(flashSize, FlashOffset.LARGEST_FLASH);
        if (checked.partitions().end() > reach) {
            throw doesNotFit("its partitions end at 0x%x, the chip has 0x%x bytes"
                    .formatted(checked.partitions().end(), reach));
        }
        List<Region> regions = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        MessageDigest whole = Digests.md5();
        int at = 0;
        for (BundlePart part : checked.parts()) {
            if (part.end() > reach) {
                throw doesNotFit("%s ends at 0x%x, the chip has 0x%x bytes".formatted(part.file(), part.end(), reach));
            }
            byte[] content = content(part, flashSize);
            addGap(gaps, whole, at, part.offset());
            regions.add(packer.pack(part.file(), part.offset(), content));
            whole.update(content);
            at = part.end();
        }
        addGap(gaps, whole, at, reach);
        return new FlashPlan(reach, regions, gaps, whole.digest(), Digests.md5OfBlank(reach));
    }

    private byte[] content(BundlePart part, int flashSize) {
        if (part.placement().role() != FileRole.BOOTLOADER) {
            return part.content();
        }
        EspImage image = part.image().orElseThrow();
        checkSizeOfSigned(part, image, flashSize);
        return patch.apply(part.content(), image, flashSize);
    }

    /**
     * What to write and prove on one unit: the plan for its flash with one more region. The bundle's regions are the objects of
     * {@link #plan(int)}, and nothing of {@code own} is kept.
     *
     * @throws IllegalArgumentException when {@code own} does not lie in the flash, or overlaps a region
     * @throws FaultException as {@link #plan(int)}
     */
    public FlashPlan plan(int flashSize, OwnRegion own) {
        FlashPlan shared = plan(flashSize);
        boolean overlaps = shared.regions().stream()
                .anyMatch(region -> region.offset() < own.end() && own.offset() < region.end());
        if (own.offset() % FlashGeometry.SECTOR != 0
                || own.content().length % FlashGeometry.SECTOR != 0
                || own.end() > shared.flashSize()
                || overlaps) {
            throw new IllegalArgumentException(own + " has no room between the regions of " + name);
        }
        NavigableMap<Integer, byte[]> contents = new TreeMap<>();
        for (BundlePart part : checked.parts()) {
            contents.put(part.offset(), content(part, flashSize));
        }
        contents.put(own.offset(), own.content());
        List<Gap> gaps = new ArrayList<>();
        MessageDigest whole = Digests.md5();
        int at = 0;
        for (Map.Entry<Integer, byte[]> each : contents.entrySet()) {
            addGap(gaps, whole, at, each.getKey());
            whole.update(each.getValue());
            at = each.getKey() + each.getValue().length;
        }
        addGap(gaps, whole, at, shared.flashSize());
        Region packed = RegionPacker.packOwn(own);
        List<Region> regions = Stream.concat(shared.regions().stream(), Stream.of(packed))
                .sorted(Comparator.comparingInt(Region::offset))
                .toList();
        return new FlashPlan(shared.flashSize(), regions, gaps, whole.digest(), shared.md5OfBlank());
    }

    /** A signed bootloader says the flash size that it was built with, whatever chip it comes to; it starts nothing beyond that. */
    private void checkSizeOfSigned(BundlePart part, EspImage image, int flashSize) {
        Optional<Integer> built = HeaderPatch.sizeInHeader(part.content());
        boolean fits = built.isEmpty()
                || built.get() <= flashSize && checked.partitions().end() <= built.get();
        if (image.signature().signed() && !fits) {
            throw BundleRefusal.at(
                    FaultCode.BUNDLE_SIGNED_SIZE,
                    part.file(),
                    EspImage.SIZE_AND_FREQUENCY_AT,
                    "is signed for a flash of 0x%x bytes, the chip has 0x%x and the partitions end at 0x%x"
                            .formatted(
                                    built.get(), flashSize, checked.partitions().end()));
        }
    }

    private static void addGap(List<Gap> gaps, MessageDigest whole, int from, int to) {
        if (to > from) {
            gaps.add(new Gap(from, to - from, Digests.md5OfBlank(to - from)));
            Digests.updateBlank(whole, to - from);
        }
    }

    private FaultException doesNotFit(String detail) {
        return BundleRefusal.of(FaultCode.FLASH_TOO_SMALL, name, detail);
    }
}
