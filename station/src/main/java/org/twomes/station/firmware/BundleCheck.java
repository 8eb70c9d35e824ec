package org.twomes.station.firmware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.twomes.station.common.FlashGeometry;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.files.BundleFiles;
import org.twomes.station.firmware.image.EspImage;
import org.twomes.station.firmware.image.ImageKind;
import org.twomes.station.firmware.layout.FileRole;
import org.twomes.station.firmware.layout.FlashOffset;
import org.twomes.station.firmware.layout.Layout;

/** Checks the files of a bundle against each other: images, partition table, and the layout's offsets. */
final class BundleCheck {
    private static final int WORD = 4;

    private final Layout layout;
    private final BundleFolder folder;
    private final BundleFiles files;
    private final List<BundlePart> parts = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    BundleCheck(BundleFolder folder, BundleFiles files) {
        this.layout = folder.layout();
        this.folder = folder;
        this.files = files;
    }

    /**
     * What a bundle turned out to be.
     *
     * @param parts its files, ascending by offset
     * @param partitions its partition table
     * @param app what the application says about itself
     * @param revisions chip revisions that run all of its images
     * @param remarks what a person should know of it, though it is sound
     */
    record Outcome(
            List<BundlePart> parts,
            PartitionTable partitions,
            Optional<AppDescription> app,
            ChipRevisions revisions,
            List<String> remarks) {}

    Outcome run() {
        Layout.Placement table = only(FileRole.PARTITIONS);
        only(FileRole.BOOTLOADER);
        PartitionTable partitions = PartitionTable.parse(table.file(), content(table));
        remarks.addAll(partitions.remarks());
        checkOwnRow(table, partitions, Partition::primaryTable, table.offset() + FlashGeometry.SECTOR);
        Optional<AppDescription> app = Optional.empty();
        for (Layout.Placement placement : layout.files()) {
            byte[] content = content(placement);
            Optional<EspImage> image = image(placement, content);
            if (placement.role() == FileRole.APP && app.isEmpty()) {
                app = AppDescription.find(content);
            }
            if (placement.role() == FileRole.BOOTLOADER) {
                int end = placement.offset() + content.length;
                checkOwnRow(placement, partitions, Partition::primaryBootloader, end);
            }
            image.flatMap(checked -> checked.signature().remark()).ifPresent(remarks::add);
            parts.add(new BundlePart(
                    placement, filled(content), content.length, image, place(placement, content, partitions)));
        }
        checkOverlap();
        return new Outcome(List.copyOf(parts), partitions, app, revisions(), List.copyOf(remarks));
    }

    private ChipRevisions revisions() {
        ChipRevisions all = ChipRevisions.ANY;
        for (BundlePart part : parts) {
            ChipRevisions own = part.image().map(EspImage::revisions).orElse(ChipRevisions.ANY);
            if (all.and(own).none()) {
                throw BundleRefusal.at(
                        FaultCode.BUNDLE_MIXED_REVISIONS,
                        part.file(),
                        ChipRevisions.MINIMUM_AT,
                        "runs on chip revisions %s, the images before it on %s: no chip runs both".formatted(own, all));
            }
            all = all.and(own);
        }
        return all;
    }

    private Layout.Placement only(FileRole role) {
        List<Layout.Placement> found =
                layout.files().stream().filter(file -> file.role() == role).toList();
        if (found.size() != 1) {
            throw BundleRefusal.of(
                    FaultCode.BUNDLE_LAYOUT_MISMATCH,
                    layout.name(),
                    "has " + found.size() + " files with role " + role + ", there must be one");
        }
        return found.get(0);
    }

    private byte[] content(Layout.Placement placement) {
        byte[] content = files.read(folder.path() + placement.file())
                .orElseThrow(() -> BundleRefusal.of(
                        FaultCode.BUNDLE_FILE_MISSING,
                        placement.file(),
                        "is not in the bundle, but layout " + layout.name() + " names it"));
        if (content.length == 0) {
            throw BundleRefusal.at(FaultCode.BUNDLE_IMAGE_DAMAGED, placement.file(), 0, "is empty");
        }
        return content;
    }

    private static Optional<EspImage> image(Layout.Placement placement, byte[] content) {
        switch (placement.role()) {
            case BOOTLOADER, APP -> {
                EspImage image = EspImage.check(placement.file(), content);
                ImageKind.check(placement, image);
                return Optional.of(image);
            }
            case PARTITIONS, OTADATA, DATA -> {
                return Optional.empty();
            }
        }
        throw new IllegalStateException("no such role: " + placement.role());
    }

    /** The table may have a row for bootloader and table themselves; no other partition may lie in their place. */
    private void checkOwnRow(Layout.Placement placement, PartitionTable partitions, Predicate<Partition> own, int end) {
        for (Partition partition : partitions.partitions()) {
            if (own.test(partition)) {
                if (partition.offset() != placement.offset()) {
                    throw mismatch(
                            placement,
                            "is not in its own partition (%s at 0x%x)"
                                    .formatted(partition.label(), partition.offset()));
                }
                if (partition.end() < end) {
                    throw doesNotFit(placement, end - placement.offset(), partition);
                }
            } else if (partition.touches(placement.offset(), end)) {
                throw mismatch(placement, "lies within partition " + partition.label());
            }
        }
    }

    private String place(Layout.Placement placement, byte[] content, PartitionTable partitions) {
        if (placement.role() == FileRole.BOOTLOADER || placement.role() == FileRole.PARTITIONS) {
            return placement.role() == FileRole.BOOTLOADER ? "bootloader" : "partition table";
        }
        Partition partition =
                partitions.at(placement.offset()).orElseThrow(() -> mismatch(placement, "lies in no partition"));
        boolean fits = switch (placement.role()) {
            case APP -> partition.app();
            case OTADATA -> partition.otadata();
            default -> partition.data();
        };
        if (!fits || partition.offset() != placement.offset()) {
            throw mismatch(
                    placement,
                    "is not at the start of a partition for it (there is %s at 0x%x)"
                            .formatted(partition.label(), partition.offset()));
        }
        if (content.length > partition.length()) {
            throw doesNotFit(placement, content.length, partition);
        }
        return partition.label();
    }

    private static FaultException doesNotFit(Layout.Placement placement, int length, Partition partition) {
        return BundleRefusal.at(
                FaultCode.BUNDLE_DOES_NOT_FIT,
                placement.file(),
                partition.length(),
                "has 0x%x bytes, partition %s only 0x%x".formatted(length, partition.label(), partition.length()));
    }

    private void checkOverlap() {
        for (int i = 0; i < parts.size(); i++) {
            BundlePart part = parts.get(i);
            if (part.offset() % FlashGeometry.SECTOR != 0) {
                throw mismatch(part.placement(), "does not start on a sector (0x1000)");
            }
            int end = FlashOffset.roundUp(part.end(), FlashGeometry.SECTOR);
            if (i + 1 < parts.size() && end > parts.get(i + 1).offset()) {
                throw mismatch(
                        part.placement(),
                        "reaches into the sectors of " + parts.get(i + 1).file());
            }
            if (part.placement().role() == FileRole.BOOTLOADER && part.offset() != EspImage.BOOTLOADER_OFFSET) {
                throw mismatch(part.placement(), "is not at 0x1000, where the ESP32 looks for it");
            }
        }
    }

    private FaultException mismatch(Layout.Placement placement, String detail) {
        return BundleRefusal.of(
                FaultCode.BUNDLE_LAYOUT_MISMATCH,
                placement.file(),
                "layout %s puts it at 0x%x, where it %s".formatted(layout.name(), placement.offset(), detail));
    }

    private static byte[] filled(byte[] content) {
        byte[] filled = Arrays.copyOf(content, FlashOffset.roundUp(content.length, WORD));
        Arrays.fill(filled, content.length, filled.length, (byte) 0xFF);
        return filled;
    }
}
