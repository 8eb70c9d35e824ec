package org.twomes.station.port.serial;

import static org.twomes.station.port.SerialLinkContract.assertFault;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.port.SerialLink;
import org.twomes.station.port.link.LinkLimits;

/** What a line makes of a driver whose calls end in the order that a real one shows too rarely for a test. */
@Tag("fast")
class DriverLinkTest {
    /** Its read fails, as at an unplug, once a write is in the driver; that write comes back only when the port is closed. */
    private static final class UnpluggedInAWrite implements DriverPort {
        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void open(int baud) {}

        @Override
        public int read(byte[] buffer) {
            await(writing);
            return -1;
        }

        @Override
        public boolean write(byte[] bytes, int offset, int length) {
            writing.countDown();
            await(closed);
            return false;
        }

        @Override
        public boolean setBaud(int baud) {
            return true;
        }

        @Override
        public boolean setLines(boolean dtr, boolean rts) {
            return true;
        }

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public int unsent() {
            return 0;
        }

        @Override
        public int lastError() {
            return 5;
        }

        @Override
        public void release() {
            writing.countDown();
        }

        @Override
        public void close() {
            closed.countDown();
        }

        /** Ends early when its thread is interrupted, as a call of the library does not; the end is the same. */
        private static void await(CountDownLatch latch) {
            try {
                latch.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void aWriteUnderWayAtAnUnplugSaysThatThePortIsGoneAndNotThatSomebodyClosedIt() throws Exception {
        LinkLimits limits = LinkLimits.USUAL;
        try (SerialLink link = DriverLink.open(new UnpluggedInAWrite(), "/dev/ttyTEST", 115200, limits)) {
            assertFault(() -> link.write(new byte[] {1}), FaultCode.UNPLUGGED);
            assertFault(() -> link.read(new byte[1], 0, 1, Duration.ZERO), FaultCode.UNPLUGGED);
        }
    }
}
