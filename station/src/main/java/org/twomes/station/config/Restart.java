package org.twomes.station.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells what of a changed configuration the running station can take over: bundle, labels, slots and log levels. */
final class Restart {
    private Restart() {}

    /** {@code now} with the changeable keys of {@code changed}. */
    static StationConfig takenOver(StationConfig now, StationConfig changed) {
        return new StationConfig(
                now.station(),
                ports(now.ports(), changed.ports().slots()),
                now.loader(),
                now.flash(),
                changed.bundle(),
                now.device(),
                now.backOffice(),
                sticker(changed.sticker(), now.sticker()),
                now.ledger(),
                now.pipeline(),
                now.retention(),
                log(now.log(), changed.log()),
                now.dashboard());
    }

    private static PortsSection ports(PortsSection ports, List<PortsSection.Slot> slots) {
        return new PortsSection(
                ports.deviceRoot(),
                ports.sysRoot(),
                ports.include(),
                ports.exclude(),
                ports.usbIds(),
                ports.rfc2217(),
                ports.rescan(),
                ports.accessDeadline(),
                ports.reset(),
                slots);
    }

    /** The scheduler and the print queue worker are made once. */
    private static StickerSection sticker(StickerSection changed, StickerSection now) {
        return new StickerSection(
                changed.mode(),
                changed.template(),
                changed.design(),
                changed.showPop(),
                changed.names(),
                changed.templates(),
                changed.minModuleMm(),
                changed.dpi(),
                changed.offsetXMm(),
                changed.offsetYMm(),
                changed.transport(),
                changed.passwordFile(),
                changed.security(),
                changed.noStickerBoards(),
                changed.noStickerTypes(),
                now.flushCron(),
                now.printer(),
                now.language());
    }

    /** Files are opened once. */
    private static LogSection log(LogSection now, LogSection changed) {
        return new LogSection(
                now.format(),
                changed.level(),
                changed.levels(),
                now.fileMb(),
                now.keep(),
                now.totalMb(),
                now.unitFiles());
    }

    /** The dotted keys in which {@code now} and {@code changed} differ. */
    static List<String> needed(StationConfig now, StationConfig changed) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent section : StationConfig.class.getRecordComponents()) {
            Object before = value(section, now);
            Object after = value(section, changed);
            for (RecordComponent component : section.getType().getRecordComponents()) {
                if (!Objects.equals(value(component, before), value(component, after))) {
                    keys.add(section.getName() + "." + component.getName());
                }
            }
        }
        return keys;
    }

    private static Object value(RecordComponent component, Object holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
