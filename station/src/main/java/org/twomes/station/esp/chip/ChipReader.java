package org.twomes.station.esp.chip;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.twomes.station.esp.ChipIdentity;
import org.twomes.station.esp.Mac;
import org.twomes.station.esp.command.CommandChannel;
import org.twomes.station.fault.FaultCode;

/** Reads the identity of a chip whose kind is known; writes nothing. */
public final class ChipReader {
    private static final int MAJOR = 100;
    private static final long HERTZ_PER_MEGAHERTZ = 1_000_000;
    private static final long WORD = 0xFFFF_FFFFL;
    private static final int MAC_HIGH = 0xFFFF;
    /** First three bytes of the ESP8266's addresses, by bits 23..16 of its second word. Source: esptool 5.3.1, esp8266.py. */
    private static final Map<Integer, Long> ESP8266_MAKERS = Map.of(0, 0x18FE34L, 1, 0xACD074L);

    private final CommandChannel channel;
    private final ChipDetector.Detected detected;

    public ChipReader(CommandChannel channel, ChipDetector.Detected detected) {
        this.channel = channel;
        this.detected = detected;
    }

    /** Reads MAC address, revision, protecting eFuses and crystal. */
    public ChipIdentity read() {
        Chip chip = detected.chip();
        Mac mac = mac(chip.factory().mac());
        int revision = revision(chip.factory().revision());
        boolean secureBoot = secureBoot(chip.protection(), revision)
                || detected.security().filter(SecurityInfo::secureBoot).isPresent();
        boolean encrypted =
                chip.protection().encryption().stream().anyMatch(count -> Integer.bitCount(value(count)) % 2 == 1)
                        || detected.security().filter(SecurityInfo::encrypted).isPresent();
        return new ChipIdentity(chip.name(), revision, mac, crystal(chip.clock().crystal()), secureBoot, encrypted);
    }

    private int value(BitField field) {
        return field.of(channel.readRegister(field.address()));
    }

    private Mac mac(MacRule rule) {
        if (rule instanceof MacRule.WithCrc crc) {
            return macWithCrc(crc);
        }
        if (rule instanceof MacRule.InCorrectedBlock block) {
            return macInCorrectedBlock(block);
        }
        return macOfEsp8266((MacRule.OfEsp8266) rule);
    }

    private Mac macWithCrc(MacRule.WithCrc rule) {
        for (int attempt = 0; ; attempt++) {
            int low = channel.readRegister(rule.low());
            int high = channel.readRegister(rule.high());
            Mac mac = joined(low, high);
            int burned = rule.crc().of(high);
            if (mac.crc() == burned) {
                return mac;
            }
            if (attempt > 0) {
                throw channel.fault(
                        FaultCode.MAC_DAMAGED,
                        String.format(
                                Locale.ROOT,
                                "MAC address %s has checksum 0x%02X, but 0x%02X is burned in",
                                mac,
                                mac.crc(),
                                burned));
            }
        }
    }

    /** The block is right where the chip counts no error in it; answers carry no checksum, so it is read twice alike. */
    private Mac macInCorrectedBlock(MacRule.InCorrectedBlock rule) {
        Mac mac = joined(channel.readRegister(rule.low()), channel.readRegister(rule.high()));
        if (!joined(channel.readRegister(rule.low()), channel.readRegister(rule.high()))
                .equals(mac)) {
            throw channel.fault(FaultCode.GARBAGE, "the chip's MAC address reads differently each time");
        }
        int errors =
                channel.readRegister(rule.errors().address()) & rule.errors().mask();
        if (errors != 0) {
            throw channel.fault(
                    FaultCode.MAC_DAMAGED,
                    String.format(
                            Locale.ROOT,
                            "MAC address %s stands in an eFuse block with errors (register 0x%08X, bits 0x%X)",
                            mac,
                            rule.errors().address(),
                            errors));
        }
        return mac;
    }

    private Mac macOfEsp8266(MacRule.OfEsp8266 rule) {
        int word0 = channel.readRegister(rule.word0());
        int word1 = channel.readRegister(rule.word1());
        int word3 = channel.readRegister(rule.word3());
        long maker = word3 != 0 ? word3 & 0xFF_FFFFL : ESP8266_MAKERS.getOrDefault(word1 >>> 16 & 0xFF, -1L);
        if (maker < 0) {
            throw channel.fault(FaultCode.MAC_DAMAGED, "the MAC address has no known maker's number");
        }
        return new Mac(maker << 24 | (long) (word1 & 0xFFFF) << 8 | word0 >>> 24);
    }

    private static Mac joined(int low, int high) {
        return new Mac((long) (high & MAC_HIGH) << 32 | low & WORD);
    }

    private boolean secureBoot(Protection protection, int revision) {
        Map<Integer, Integer> words = new HashMap<>();
        return protection.secureBoot().stream()
                .anyMatch(rule -> revision >= rule.fromRevision() && rule.bit().of(word(words, rule.bit())) != 0);
    }

    private int revision(Revision rule) {
        Map<Integer, Integer> words = new HashMap<>();
        if (!rule.first().isEmpty()
                && rule.first().stream().allMatch(met -> met.field().of(word(words, met.field())) == met.value())) {
            return 0;
        }
        int major = joined(words, rule.major());
        int named = rule.names().isEmpty() ? major : rule.names().getOrDefault(major, 0);
        return named * MAJOR + joined(words, rule.minor());
    }

    private int joined(Map<Integer, Integer> words, List<BitField> lowestFirst) {
        int value = 0;
        int shift = 0;
        for (BitField field : lowestFirst) {
            value |= field.of(word(words, field)) << shift;
            shift += field.width();
        }
        return value;
    }

    /** Each word is read once. */
    private int word(Map<Integer, Integer> words, BitField field) {
        return words.computeIfAbsent(field.address(), channel::readRegister);
    }

    private int crystal(Clock.Crystal rule) {
        if (rule instanceof Clock.Divided divided) {
            long megahertz = (long) value(divided.divider()) * channel.baud() / divided.factor() / HERTZ_PER_MEGAHERTZ;
            return megahertz > divided.boundary() ? divided.high() : divided.low();
        }
        return ((Clock.Fixed) rule).megahertz();
    }
}
