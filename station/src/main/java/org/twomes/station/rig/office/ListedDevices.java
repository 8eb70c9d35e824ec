package org.twomes.station.rig.office;

import java.util.ArrayList;
import java.util.List;
import org.twomes.station.common.Secret;
import org.twomes.station.rig.DeviceTable;
import org.twomes.station.rig.FakeBackOffice;

/** Devices in memory. */
public final class ListedDevices implements DeviceTable {
    private final List<FakeBackOffice.Device> devices = new ArrayList<>();

    @Override
    public List<FakeBackOffice.Device> devices() {
        return devices;
    }

    @Override
    public long add(String name, String deviceType, Secret token) {
        long id = devices.size() + 1L;
        devices.add(new FakeBackOffice.Device(id, name, deviceType, token));
        return id;
    }
}
