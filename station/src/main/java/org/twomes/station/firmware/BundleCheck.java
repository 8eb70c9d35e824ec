package org.twomes.station.firmware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks the files of a bundle against each other: images, partition table, and the layout's offsets. */
final class BundleCheck {
    private static final int WORD = 4;

    private final Layout layout;
    private final BundleFiles files;
    private final List<BundlePart> parts = new ArrayList<>();

    BundleCheck(Layout layout, BundleFiles files) {
        this.layout = layout;
        this.files = files;
    }

    /**
     * What a bundle turned out to be.
     *
     * @param parts its files, ascending by offset
     * @param partitions its partition table
     * @param app what the application says about itself
     * @param revisions chip revisions that run all of its images
     */
    record Outcome(
            List<BundlePart> parts, PartitionTable partitions, Optional<AppDescription> app, ChipRevisions revisions) {}

    Outcome run() throws BundleException {
        Layout.Placement table = only(Role.PARTITIONS);
        only(Role.BOOTLOADER);
        PartitionTable partitions = PartitionTable.parse(table.file(), content(table));
        checkTablePlace(table, partitions);
        Optional<AppDescription> app = Optional.empty();
        for (Layout.Placement placement : layout.files()) {
            byte[] content = content(placement);
            Optional<EspImage> image = image(placement, content);
            if (placement.role() == Role.APP && app.isEmpty()) {
                app = AppDescription.find(content);
            }
            parts.add(new BundlePart(
                    placement, filled(content), content.length, image, place(placement, content, partitions)));
        }
        checkOverlap();
        return new Outcome(List.copyOf(parts), partitions, app, revisions());
    }

    private ChipRevisions revisions() throws BundleException {
        ChipRevisions all = ChipRevisions.ANY;
        for (BundlePart part : parts) {
            ChipRevisions own = part.image().map(EspImage::revisions).orElse(ChipRevisions.ANY);
            if (all.and(own).none()) {
                throw new BundleException(
                        BundleFault.WRONG_CHIP,
                        part.file(),
                        ChipRevisions.MINIMUM_AT,
                        "runs on chip revisions %s, the images before it on %s: no chip runs both".formatted(own, all),
                        "build bootloader and firmware with the same chip revisions");
            }
            all = all.and(own);
        }
        return all;
    }

    private Layout.Placement only(Role role) throws BundleException {
        List<Layout.Placement> found =
                layout.files().stream().filter(file -> file.role() == role).toList();
        if (found.size() != 1) {
            throw new BundleException(
                    BundleFault.LAYOUT_MISMATCH,
                    layout.name(),
                    "has " + found.size() + " files with role " + role + ", there must be one",
                    "mend the layout");
        }
        return found.get(0);
    }

    private byte[] content(Layout.Placement placement) throws BundleException {
        byte[] content = files.read(placement.file())
                .orElseThrow(() -> new BundleException(
                        BundleFault.FILE_MISSING,
                        placement.file(),
                        "is not in the bundle, but layout " + layout.name() + " names it",
                        "take a complete release zip, or set bundle.layout to the one of this firmware"));
        if (content.length == 0) {
            throw new BundleException(
                    BundleFault.IMAGE_DAMAGED,
                    placement.file(),
                    0,
                    "is empty",
                    "take the bundle from its release again");
        }
        return content;
    }

    private static Optional<EspImage> image(Layout.Placement placement, byte[] content) throws BundleException {
        return switch (placement.role()) {
            case BOOTLOADER, APP -> Optional.of(EspImage.check(placement.file(), content));
            case PARTITIONS, OTADATA, DATA -> Optional.empty();
        };
    }

    private void checkTablePlace(Layout.Placement table, PartitionTable partitions) throws BundleException {
        int end = table.offset() + FlashOffset.SECTOR;
        for (Partition partition : partitions.partitions()) {
            if (partition.offset() < end && table.offset() < partition.end()) {
                throw mismatch(table, "lies within its own partition " + partition.label());
            }
        }
    }

    private String place(Layout.Placement placement, byte[] content, PartitionTable partitions) throws BundleException {
        if (placement.role() == Role.BOOTLOADER || placement.role() == Role.PARTITIONS) {
            return placement.role() == Role.BOOTLOADER ? "bootloader" : "partition table";
        }
        Partition partition =
                partitions.at(placement.offset()).orElseThrow(() -> mismatch(placement, "lies in no partition"));
        boolean fits = switch (placement.role()) {
            case APP -> partition.app();
            case OTADATA -> partition.otadata();
            default -> !partition.app();
        };
        if (!fits || partition.offset() != placement.offset()) {
            throw mismatch(
                    placement,
                    "is not at the start of a partition for it (there is %s at 0x%x)"
                            .formatted(partition.label(), partition.offset()));
        }
        if (content.length > partition.length()) {
            throw new BundleException(
                    BundleFault.DOES_NOT_FIT,
                    placement.file(),
                    partition.length(),
                    "has 0x%x bytes, partition %s only 0x%x"
                            .formatted(content.length, partition.label(), partition.length()),
                    "build a smaller firmware or a larger partition");
        }
        return partition.label();
    }

    private void checkOverlap() throws BundleException {
        for (int i = 0; i < parts.size(); i++) {
            BundlePart part = parts.get(i);
            if (part.offset() % FlashOffset.SECTOR != 0) {
                throw mismatch(part.placement(), "does not start on a sector (0x1000)");
            }
            int end = FlashOffset.roundUp(part.end(), FlashOffset.SECTOR);
            if (i + 1 < parts.size() && end > parts.get(i + 1).offset()) {
                throw mismatch(
                        part.placement(),
                        "reaches into the sectors of " + parts.get(i + 1).file());
            }
            if (part.placement().role() == Role.BOOTLOADER && part.offset() != EspImage.BOOTLOADER_OFFSET) {
                throw mismatch(part.placement(), "is not at 0x1000, where the ESP32 looks for it");
            }
        }
    }

    private BundleException mismatch(Layout.Placement placement, String detail) {
        return new BundleException(
                BundleFault.LAYOUT_MISMATCH,
                placement.file(),
                "layout %s puts it at 0x%x, where it %s".formatted(layout.name(), placement.offset(), detail),
                "set bundle.layout to the layout that this firmware was built for");
    }

    private static byte[] filled(byte[] content) {
        byte[] filled = Arrays.copyOf(content, FlashOffset.roundUp(content.length, WORD));
        Arrays.fill(filled, content.length, filled.length, (byte) 0xFF);
        return filled;
    }
}
