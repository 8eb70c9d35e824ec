package org.twomes.station.pipeline.run;

import java.util.Arrays;
import java.util.Optional;
import org.twomes.station.common.Secret;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.Bundle;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.OwnRegion;
import org.twomes.station.firmware.Partition;
import org.twomes.station.firmware.Region;
import org.twomes.station.identity.TokenMint;
import org.twomes.station.nvs.NvsValue;
import org.twomes.station.nvs.NvsWriter;

/**
 * What a unit's flash gets where the station gives the identity ({@code device.identity: station}): the bundle, and the unit's token
 * in the key-value partition of the bundle's own table.
 */
final class StationIdentity {
    private static final String REGION = "nvs";
    private static final byte BLANK = (byte) 0xFF;

    private final LiveConfig live;
    private final TokenMint tokens;

    StationIdentity(LiveConfig live, TokenMint tokens) {
        this.live = live;
        this.tokens = tokens;
    }

    /**
     * A unit's plan.
     *
     * @param flash what is written and proven
     * @param token what the boot log must say; empty where the firmware makes its token
     */
    record UnitPlan(FlashPlan flash, Optional<Secret> token) {}

    /**
     * The plan for the attempt's unit. A token is durable in the ledger when this returns, and the same one for every attempt of the
     * unit.
     *
     * @throws FaultException BUNDLE_WITHOUT_STORE when the bundle has no place for the token
     */
    UnitPlan plan(Attempt attempt, int flashSize) {
        DeviceSection device = live.now().device();
        Bundle bundle = attempt.bundle();
        FlashPlan shared = bundle.plan(flashSize);
        if (device.identity() == DeviceSection.Identity.FIRMWARE) {
            return new UnitPlan(shared, Optional.empty());
        }
        Partition nvs = place(bundle, shared);
        attempt.check();
        Secret fresh = tokens.mint(device.minTokenDigits());
        Secret token = attempt.journal().giveToken(fresh);
        byte[] content = content(nvs.length(), device.nvs(), token);
        FlashPlan own = bundle.plan(flashSize, new OwnRegion(REGION, nvs.offset(), content));
        return new UnitPlan(own, Optional.of(token));
    }

    private static Partition place(Bundle bundle, FlashPlan shared) {
        Partition nvs =
                bundle.partitions().nvs().orElseThrow(() -> unusable("its partition table has no NVS partition"));
        if (NvsWriter.readOnly(nvs.length())) {
            throw unusable("its NVS partition has less than 0x3000 bytes");
        }
        for (Region region : shared.regions()) {
            if (region.offset() < nvs.end() && nvs.offset() < region.end()) {
                throw unusable(region.name() + " is written into its NVS partition");
            }
        }
        return nvs;
    }

    private static FaultException unusable(String why) {
        return new FaultException(
                FaultCode.BUNDLE_WITHOUT_STORE,
                "device.identity is station, and the bundle does not allow that: " + why);
    }

    /** The pages with the token; what follows them in the partition is blank, as the rest of the flash. */
    private static byte[] content(int length, DeviceSection.TokenPlace place, Secret token) {
        byte[] partition = new NvsWriter(length)
                .namespace(place.namespace())
                .put(place.key(), NvsValue.u32(Long.parseLong(token.reveal())))
                .partition();
        int end = partition.length;
        while (partition[end - 1] == BLANK) {
            end--;
        }
        int sector = NvsWriter.PAGE_BYTES;
        return Arrays.copyOf(partition, (end + sector - 1) / sector * sector);
    }
}
