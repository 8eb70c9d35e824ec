package org.twomes.station.esp;

import org.twomes.station.common.FlashGeometry;
import org.twomes.station.esp.flash.FlashWork;
import org.twomes.station.esp.flash.RegionBlocks;
import org.twomes.station.esp.flash.RegionWriter;
import org.twomes.station.esp.session.LoaderSession;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.Reset;
import org.twomes.station.port.SerialLink;

/**
 * A board in its loader. One thread uses it; closing its line from another ends the call in progress with
 * {@link FaultException}.
 *
 * <p>Every method throws {@link FaultException} when the line itself fails, and {@link FaultException} when the board
 * refuses or does not answer; each wait has a deadline ({@link LoaderTimeouts}).
 */
public final class Loader {
    private final LoaderSession session;
    private final FlashWork flashWork;
    private final RegionWriter writer;

    private Loader(LoaderSession session) {
        this.session = session;
        flashWork = new FlashWork(session);
        writer = new RegionWriter(session);
    }

    /**
     * Resets the board into its loader, syncs and identifies the chip. Only reads: nothing on the board is changed.
     *
     * @throws FaultException NO_REPLY, GARBAGE, WRONG_BOOT_MODE, NO_SYNC, BROWN_OUT, WRONG_CHIP for a chip that the
     *     station does not know, SECURE_DOWNLOAD, MAC_DAMAGED, or LOADER_TIMEOUT
     */
    public static Loader connect(SerialLink link, Reset reset, LoaderSettings settings, LoaderListener listener) {
        return new Loader(LoaderSession.connect(link, reset, settings, listener));
    }

    /** The chip's identity. */
    public ChipIdentity chip() {
        return session.chip();
    }

    /**
     * Refuses every chip but one kind.
     *
     * @param name of the kind, e.g. {@link ChipIdentity#ESP32}
     * @throws FaultException WRONG_CHIP
     */
    public void refuseOtherThan(String name) {
        String chip = session.chip().chip();
        if (!chip.equals(name)) {
            throw session.channel()
                    .fault(FaultCode.WRONG_CHIP, "this is an " + chip + ", not an " + name + "; nothing was changed");
        }
    }

    /**
     * Refuses a chip on which the firmware could not run.
     *
     * @throws FaultException SECURE_BOOT or FLASH_ENCRYPTED
     */
    public void refuseProtected() {
        ChipIdentity chip = session.chip();
        if (chip.secureBoot()) {
            throw session.channel().fault(FaultCode.SECURE_BOOT, "chip " + chip.mac() + " has secure boot burned in");
        }
        if (chip.flashEncryption()) {
            throw session.channel()
                    .fault(FaultCode.FLASH_ENCRYPTED, "chip " + chip.mac() + " has flash encryption switched on");
        }
    }

    /**
     * Prepares work on the flash: refuses a protected chip, raises the rate as far as the line allows, starts the stub
     * unless it runs or is not wanted, and identifies the flash. Nothing in flash is changed.
     *
     * @throws FaultException as {@link #refuseProtected()}; GARBAGE, LOADER_TIMEOUT or WRITE_GARBLED when the line is bad at
     *     every rate; NO_FLASH or FLASH_UNKNOWN
     */
    public FlashChip prepare() {
        refuseProtected();
        return session.prepare();
    }

    /** The present rate in baud. */
    public int baud() {
        return session.channel().baud();
    }

    /** Whether the flasher stub runs, rather than the ROM alone. */
    public boolean stubRuns() {
        return session.stubRuns();
    }

    /**
     * Erases the whole flash, as far as the chip reaches it.
     *
     * @throws FaultException ERASE_FAILED, ERASE_TIMEOUT, or DEAD_FLASH
     */
    public void eraseChip() {
        flashWork.eraseChip();
    }

    /**
     * Erases a range.
     *
     * @param offset byte offset, a multiple of {@link FlashGeometry#SECTOR}
     * @param length bytes, a multiple of it too
     * @throws FaultException ERASE_FAILED or ERASE_TIMEOUT
     */
    public void eraseRegion(int offset, int length) {
        flashWork.eraseRegion(offset, length);
    }

    /**
     * Erases and writes a region. When the line is noisy the rate is lowered and the region written again, three times in
     * all or once at every lower rate, whichever is more; after that the board may have been reset into its loader anew, with
     * what was written before intact.
     *
     * @throws FaultException WRITE_FAILED, WRITE_TIMEOUT or WRITE_GARBLED; BOARD_CHANGED
     */
    public void write(WriteRequest request) {
        RegionBlocks region = request.blocks();
        if (region.plainLength() > session.flash().reach() - region.offset()) {
            throw new IllegalArgumentException("region " + region.name() + " ends beyond the flash");
        }
        writer.write(region);
    }

    /**
     * The MD5 of a range of flash, computed on the board.
     *
     * @param offset byte offset
     * @param length bytes
     * @return 16 bytes; responses carry no checksum, so a difference has to be confirmed by a second call
     * @throws FaultException MD5_TIMEOUT or READ_FAILED
     */
    public byte[] md5(int offset, int length) {
        return flashWork.md5(offset, length);
    }

    /**
     * Reads a range of flash, checked by its MD5.
     *
     * @throws FaultException NEEDS_STUB, READ_FAILED or LOADER_TIMEOUT
     */
    public byte[] read(int offset, int length) {
        return flashWork.read(offset, length);
    }

    /**
     * Restarts the board so that it runs from flash, with the line at {@link LoaderProtocol#ROM_BAUD} before the first
     * byte comes. The loader cannot be used afterwards.
     */
    public void restart() {
        session.restart();
    }
}
