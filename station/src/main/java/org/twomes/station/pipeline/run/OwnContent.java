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
import org.twomes.station.identity.TokenMint;
import org.twomes.station.nvs.NvsValue;
import org.twomes.station.nvs.NvsWriter;
import org.twomes.station.unitdata.UnitData;
import org.twomes.station.unitdata.UnitDataStock;

/**
 * What a unit's flash gets: the bundle, and in the key-value partition of the bundle's own table what is this unit's alone: its
 * token where the station gives it ({@code device.identity: station}), and its data ({@code device.data}).
 */
final class OwnContent {
    private static final String REGION = "nvs";
    private static final byte BLANK = (byte) 0xFF;

    private final LiveConfig live;
    private final TokenMint tokens;
    private final Optional<UnitDataStock> data;

    OwnContent(LiveConfig live, TokenMint tokens, Optional<UnitDataStock> data) {
        this.live = live;
        this.tokens = tokens;
        this.data = data;
    }

    /**
     * A unit's plan.
     *
     * @param flash what is written and proven
     * @param token what the boot log must say; empty where the firmware makes its token
     */
    record UnitPlan(FlashPlan flash, Optional<Secret> token) {}

    /**
     * The plan for the attempt's unit. Token and data are durable in the ledger when this returns, and the same for every attempt of
     * the unit.
     *
     * @throws FaultException BUNDLE_WITHOUT_STORE when the bundle has no place for them; as {@link UnitDataStock#give}
     */
    UnitPlan plan(Attempt attempt, Connected board) {
        DeviceSection device = live.now().device();
        Bundle bundle = attempt.bundle();
        int flashSize = board.flash().size();
        boolean makesToken = device.identity() == DeviceSection.Identity.STATION;
        if (!makesToken && data.isEmpty()) {
            return new UnitPlan(bundle.plan(flashSize), Optional.empty());
        }
        Partition nvs = bundle.ownPartition();
        attempt.check();
        String mac = board.loader().chip().mac().toString();
        Optional<UnitData> own = data.map(stock -> stock.give(attempt.journal().number(), mac));
        Optional<Secret> token = makesToken
                ? Optional.of(attempt.journal().giveToken(tokens.mint(device.minTokenDigits())))
                : Optional.empty();
        byte[] content = content(nvs.length(), device.nvs(), token, own);
        return new UnitPlan(bundle.plan(flashSize, new OwnRegion(REGION, nvs.offset(), content)), token);
    }

    /** The pages with what is the unit's; what follows them in the partition is blank, as the rest of the flash. */
    private static byte[] content(
            int length, DeviceSection.TokenPlace place, Optional<Secret> token, Optional<UnitData> own) {
        NvsWriter writer = new NvsWriter(length);
        try {
            token.ifPresent(secret -> writer.namespace(place.namespace())
                    .put(place.key(), NvsValue.u32(Long.parseLong(secret.reveal()))));
            own.ifPresent(data -> data.row().putInto(writer));
        } catch (IllegalArgumentException e) {
            throw new FaultException(
                    FaultCode.BUNDLE_WITHOUT_STORE,
                    "the unit's data does not fit into the bundle's NVS partition: " + e.getMessage());
        }
        byte[] partition = writer.partition();
        int end = partition.length;
        while (partition[end - 1] == BLANK) {
            end--;
        }
        int sector = NvsWriter.PAGE_BYTES;
        return Arrays.copyOf(partition, (end + sector - 1) / sector * sector);
    }
}
