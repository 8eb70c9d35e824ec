package org.twomes.station.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.twomes.station.common.Secret;
import org.twomes.station.rig.DeviceTable;
import org.twomes.station.rig.FakeBackOffice;

/** The back office's table; something can be made to happen just before or just after a device is added, while its answer waits. */
final class WatchedTable implements DeviceTable {
    private static final Runnable NOTHING = () -> {};

    private final List<FakeBackOffice.Device> devices = new ArrayList<>();
    private final AtomicReference<Runnable> before = new AtomicReference<>(NOTHING);
    private final AtomicReference<Runnable> after = new AtomicReference<>(NOTHING);

    /** Happens once, when the next registration has arrived and nothing is done about it yet. */
    void beforeNext(Runnable what) {
        before.set(what);
    }

    /** Happens once, when the next registration is done and not answered yet. */
    void afterNext(Runnable what) {
        after.set(what);
    }

    /** Nothing happens any more. */
    void disarm() {
        before.set(NOTHING);
        after.set(NOTHING);
    }

    @Override
    public List<FakeBackOffice.Device> devices() {
        return devices;
    }

    @Override
    public long add(String name, String deviceType, Secret token) {
        before.getAndSet(NOTHING).run();
        long id = devices.size() + 1;
        devices.add(new FakeBackOffice.Device(id, name, deviceType, token));
        after.getAndSet(NOTHING).run();
        return id;
    }
}
