package org.twomes.station.firmware;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twomes.station.common.Digests;
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
        return new Bundle(name, sha256, checked, expected);
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
            byte[] content = part.content();
            if (part.end() > reach) {
                throw doesNotFit("%s ends at 0x%x, the chip has 0x%x bytes".formatted(part.file(), part.end(), reach));
            }
            if (part.placement().role() == FileRole.BOOTLOADER) {
                EspImage image = part.image().orElseThrow();
                content = patch.apply(content, image, flashSize);
                checkSizeOfSigned(part, image, flashSize);
            }
            addGap(gaps, whole, at, part.offset());
            regions.add(packer.pack(part.file(), part.offset(), content));
            whole.update(content);
            at = part.end();
        }
        addGap(gaps, whole, at, reach);
        return new FlashPlan(reach, regions, gaps, whole.digest(), Digests.md5OfBlank(reach));
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
