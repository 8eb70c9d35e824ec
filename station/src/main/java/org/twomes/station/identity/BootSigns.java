package org.twomes.station.identity;

import java.util.Optional;

/**
 * What a boot log showed besides its payloads.
 *
 * @param bytes received
 * @param readable how many of them were printable text
 * @param brownOuts brown-outs reported
 * @param flashErrors times that the ROM or the bootloader found nothing bootable or could not read the flash
 * @param revision the bootloader's reason not to start the firmware on this chip's revision, as the station's own text
 * @param inLoader the last reset led into the serial loader
 * @param damaged payloads of this boot that were cut off or could not be read
 * @param openPayload a payload has begun and not ended
 */
public record BootSigns(
        long bytes,
        long readable,
        int brownOuts,
        int flashErrors,
        Optional<String> revision,
        boolean inLoader,
        int damaged,
        boolean openPayload) {}
