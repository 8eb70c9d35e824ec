package org.twomes.station.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

@Tag("fast")
class MemoryLinkTest extends SerialLinkContract {
    @Override
    protected FarSide newFarSide() {
        return new MemoryFarSide();
    }

    @Test
    void theFarEndSeesEverythingInOrder() throws Exception {
        MemoryLink link = new MemoryLink("memory:1", 115200, Duration.ofSeconds(1));
        link.write(new byte[] {1});
        link.setBaud(460800);
        link.setLines(true, false);
        link.close();
        assertThat(link.far().take(Duration.ZERO)).containsInstanceOf(MemoryLink.Signal.Bytes.class);
        assertThat(link.far().take(Duration.ZERO)).contains(new MemoryLink.Signal.Baud(460800));
        assertThat(link.far().take(Duration.ZERO)).contains(new MemoryLink.Signal.Lines(true, false));
        assertThat(link.far().take(Duration.ZERO)).contains(new MemoryLink.Signal.Closed());
        assertThat(link.far().take(Duration.ZERO)).isEmpty();
    }

    @Test
    void aWriteThatNobodyTakesIsStuck() throws Exception {
        MemoryLink link = new MemoryLink("memory:1", 115200, Duration.ofMillis(50));
        assertThatThrownBy(() -> {
                    while (true) {
                        link.write(new byte[] {1});
                    }
                })
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.PORT_STUCK));
    }

    private static final class MemoryFarSide implements FarSide {
        private final MemoryLink link = new MemoryLink("memory:1", 0, DEADLINE);
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private int taken;
        private int baud;

        @Override
        public String address() {
            return "memory:1";
        }

        @Override
        public SerialLink open(int rate) {
            link.setLines(false, false);
            link.setBaud(rate);
            return link;
        }

        @Override
        public void send(byte[] what) throws InterruptedException {
            link.far().send(what);
        }

        @Override
        public byte[] receive(int count) throws InterruptedException {
            byte[] all = bytes.toByteArray();
            while (all.length - taken < count && look(DEADLINE)) {
                all = bytes.toByteArray();
            }
            byte[] result = java.util.Arrays.copyOfRange(all, taken, Math.min(all.length, taken + count));
            taken += result.length;
            return result;
        }

        private boolean look(Duration patience) throws InterruptedException {
            Optional<MemoryLink.Signal> signal = link.far().take(patience);
            signal.ifPresent(each -> {
                if (each instanceof MemoryLink.Signal.Bytes got) {
                    bytes.writeBytes(got.bytes());
                } else if (each instanceof MemoryLink.Signal.Baud set) {
                    baud = set.baud();
                } else if (each instanceof MemoryLink.Signal.Lines set) {
                    lines.add("D" + (set.dtr() ? 1 : 0) + " R" + (set.rts() ? 1 : 0));
                }
            });
            return signal.isPresent();
        }

        private void lookAtAll() {
            try {
                while (look(Duration.ZERO)) {
                    // until nothing is left
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int baud() {
            lookAtAll();
            return baud;
        }

        @Override
        public boolean hasLines() {
            return true;
        }

        @Override
        public List<String> lines() {
            lookAtAll();
            return lines;
        }

        @Override
        public void unplug() {
            link.far().unplug();
        }

        @Override
        public void close() {}
    }
}
