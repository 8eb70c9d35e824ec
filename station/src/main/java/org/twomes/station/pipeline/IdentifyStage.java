package org.twomes.station.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.twomes.station.config.DeviceSection;
import org.twomes.station.esp.Loader;
import org.twomes.station.firmware.FlashPlan;
import org.twomes.station.firmware.Partition;
import org.twomes.station.identity.BootLogReader;
import org.twomes.station.identity.DeviceIdentity;
import org.twomes.station.identity.DeviceName;
import org.twomes.station.ledger.UnitState;

/** Restarts the board and reads who it is from its boot log; rolls a token anew that is too short for the back office. */
final class IdentifyStage {
    private static final Logger LOG = LoggerFactory.getLogger(IdentifyStage.class);
    /** A board whose reset is not ours boots when the operator taps RESET. */
    private static final Duration OPERATOR_PATIENCE = Duration.ofMinutes(5);

    DeviceIdentity run(Attempt attempt, Connected board) throws StageFailure, IOException {
        DeviceSection device = attempt.parts().config().device();
        Loader loader = board.loader();
        for (int roll = 0; ; roll++) {
            attempt.begin(UnitState.IDENTIFIED, "starting", deadline(attempt, device));
            loader.restart();
            attempt.progress("reading the boot log", 1, 2);
            DeviceIdentity identity = read(attempt, device);
            check(device, board, identity);
            int digits = identity.token().reveal().length();
            if (digits >= device.minTokenDigits()) {
                attempt.slot().name(identity.name());
                MDC.put("unit", identity.name());
                return identity;
            }
            if (roll >= device.rerolls()) {
                throw new StageFailure(
                        FailureCode.TOKEN_TOO_SHORT,
                        "the token had fewer than " + device.minTokenDigits() + " digits " + (roll + 1) + " times");
            }
            attempt.note("token of " + digits + " digits rolled anew");
            LOG.info("Token of {} digits is too short: rolling anew", digits);
            loader = eraseNvs(attempt);
        }
    }

    private static Duration deadline(Attempt attempt, DeviceSection device) {
        Duration boot = device.bootDeadline().plusSeconds(5);
        return attempt.reset().automatic() ? boot : boot.plus(OPERATOR_PATIENCE);
    }

    private static DeviceIdentity read(Attempt attempt, DeviceSection device) throws StageFailure, IOException {
        StringBuilder log = new StringBuilder();
        Duration patience = attempt.reset().automatic()
                ? device.bootDeadline()
                : device.bootDeadline().plus(OPERATOR_PATIENCE);
        try {
            return new BootLogReader()
                    .read(attempt.link(), patience, line -> log.append(line).append('\n'));
        } finally {
            attempt.parts().ledger().units().bootLog(attempt.number(), log.toString());
        }
    }

    private static void check(DeviceSection device, Connected board, DeviceIdentity identity) throws StageFailure {
        String suffix = board.loader().chip().mac().suffix();
        Optional<String> type = identity.deviceType();
        Optional<String> expected = DeviceName.expected(device.family(), suffix, type);
        boolean wrong = expected.isPresent()
                ? !identity.name().equals(expected.get())
                : device.family() != DeviceSection.Family.FREE
                        && !identity.name().endsWith("-" + suffix);
        if (wrong) {
            throw new StageFailure(
                    FailureCode.NAME_MISMATCH,
                    "the board with MAC " + board.loader().chip().mac() + " calls itself " + identity.name());
        }
        if (!device.type().isEmpty() && type.isPresent() && !type.get().equals(device.type())) {
            throw new StageFailure(
                    FailureCode.TYPE_MISMATCH,
                    "the firmware says device type " + type.get() + ", device.type says " + device.type());
        }
    }

    private static Loader eraseNvs(Attempt attempt) throws StageFailure, IOException {
        Partition nvs = attempt.bundle()
                .partitions()
                .nvs()
                .orElseThrow(() -> new StageFailure(
                        FailureCode.TOKEN_TOO_SHORT, "the partition table has no NVS partition to erase"));
        Loader again =
                Loader.connect(attempt.link(), attempt.reset(), attempt.loaderSettings(), new LoaderEvents(attempt));
        again.prepare();
        again.eraseRegion(nvs.offset(), nvs.length());
        if (!Arrays.equals(again.md5(nvs.offset(), nvs.length()), FlashPlan.md5OfBlank(nvs.length()))) {
            throw new StageFailure(FailureCode.NOT_BLANK, "the NVS partition is not blank after it was erased");
        }
        return again;
    }
}
