package org.twomes.station.pipeline.run;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.twomes.station.common.Secret;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.config.LiveConfig;
import org.twomes.station.esp.Loader;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Partition;
import org.twomes.station.firmware.Region;
import org.twomes.station.identity.BootLogReader;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.identity.DeviceName;
import org.twomes.station.ledger.UnitState;

/** Restarts the board and reads who it is from its boot log; rolls a token anew that is too short for the back office. */
final class IdentifyStage {
    private static final Logger LOG = LoggerFactory.getLogger(IdentifyStage.class);
    /** A board whose reset is not ours boots when the operator taps RESET. */
    private static final Duration OPERATOR_PATIENCE = Duration.ofMinutes(5);

    private static final String READING = "reading the boot log";

    /** Starts tried for one whole boot log. */
    private static final int RESTARTS = 3;

    private final LiveConfig live;

    IdentifyStage(LiveConfig live) {
        this.live = live;
    }

    /**
     * Who the board is.
     *
     * @param plan what was written, with the token that the board must say where the station made it
     */
    DeviceIdentity run(Attempt attempt, Connected board, OwnContent.UnitPlan plan) {
        Optional<Secret> given = plan.token();
        DeviceSection device = live.now().device();
        String suffix = board.loader().chip().mac().suffix();
        Loader loader = board.loader();
        for (int roll = 0; ; roll++) {
            DeviceIdentity identity = restartAndRead(attempt, loader, device, given);
            try {
                DeviceIdentity sound = DeviceName.check(identity, device, suffix);
                attempt.slot().name(sound.name());
                MDC.put("unit", sound.name());
                return sound;
            } catch (FaultException e) {
                if (e.code() != FaultCode.TOKEN_TOO_SHORT || given.isPresent() || roll >= device.rerolls()) {
                    throw e;
                }
            }
            attempt.note("a token of too few digits is rolled anew");
            LOG.info("The token has too few digits: rolling it anew");
            loader = eraseNvs(attempt, plan.flash());
        }
    }

    /** A start of the log may get lost at the restart; the board says it all again at the next one. */
    private DeviceIdentity restartAndRead(
            Attempt attempt, Loader loader, DeviceSection device, Optional<Secret> given) {
        for (int restart = 1; ; restart++) {
            attempt.begin(UnitState.IDENTIFIED, "starting", deadline(attempt, device));
            loader.restart();
            if (attempt.board().reset().automatic()) {
                attempt.progress(READING, 1, 2);
            }
            try {
                DeviceIdentity identity = read(attempt, device);
                if (given.isEmpty() || given.get().equals(identity.token())) {
                    return identity;
                }
                refuseOther(attempt, restart == RESTARTS);
            } catch (FaultException e) {
                if (!e.code().noisyLine() || restart == RESTARTS) {
                    throw e;
                }
                attempt.note("the boot log was damaged (" + e.code() + "): restarted again");
            }
        }
    }

    /** Noise on the line can change a digit, but not the same way at each restart. */
    private void refuseOther(Attempt attempt, boolean last) {
        if (last) {
            DeviceSection.TokenPlace place = live.now().device().nvs();
            throw new FaultException(
                    FaultCode.IDENTITY_MISMATCH,
                    "the boot log says another token than the one that was written as %s in namespace %s; does the firmware keep its token there?"
                            .formatted(place.key(), place.namespace()));
        }
        attempt.note("the boot log says another token than was written: restarted again");
    }

    private static Duration deadline(Attempt attempt, DeviceSection device) {
        Duration boot = device.bootDeadline().plusSeconds(5);
        return attempt.board().reset().automatic() ? boot : boot.plus(OPERATOR_PATIENCE);
    }

    private static DeviceIdentity read(Attempt attempt, DeviceSection device) {
        Duration patience = attempt.board().reset().automatic()
                ? device.bootDeadline()
                : device.bootDeadline().plus(OPERATOR_PATIENCE);
        BootLogReader reader = new BootLogReader(!attempt.board().reset().automatic());
        try {
            return reader.read(attempt.board().link(), patience, line -> attempt.progress(READING, 1, 2));
        } finally {
            attempt.journal().bootLog(reader.log());
        }
    }

    private static Loader eraseNvs(Attempt attempt, FlashPlan plan) {
        Partition nvs = attempt.bundle()
                .partitions()
                .nvs()
                .orElseThrow(() -> new FaultException(
                        FaultCode.TOKEN_TOO_SHORT, "the partition table has no NVS partition to erase"));
        Loader again = Loader.connect(
                attempt.board().link(), attempt.board().reset(), attempt.loaderSettings(), new LoaderEvents(attempt));
        again.prepare();
        again.eraseRegion(nvs.offset(), nvs.length());
        if (!Arrays.equals(again.md5(nvs.offset(), nvs.length()), FlashPlan.md5OfBlank(nvs.length()))) {
            throw new FaultException(FaultCode.NOT_BLANK, "the NVS partition is not blank after it was erased");
        }
        plan.regions().stream().filter(Region::own).forEach(own -> writeAgain(again, own));
        return again;
    }

    /** The unit's own data went with the token. */
    private static void writeAgain(Loader loader, Region own) {
        loader.write(WriteRequests.whole(own));
        if (!Arrays.equals(loader.md5(own.offset(), own.length()), own.md5())) {
            throw new FaultException(FaultCode.VERIFY_MISMATCH, "MD5 of " + own.name() + " is not what it should be");
        }
    }
}
