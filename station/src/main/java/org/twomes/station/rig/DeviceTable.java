package org.twomes.station.rig;

import java.util.List;
import org.twomes.station.common.Secret;

/** Where a fake back office keeps its devices. One call at a time. */
public interface DeviceTable {
    /** Every device, in the order of registration. */
    List<FakeBackOffice.Device> devices();

    /** Adds a device; gives its row. */
    long add(String name, String deviceType, Secret token);
}
