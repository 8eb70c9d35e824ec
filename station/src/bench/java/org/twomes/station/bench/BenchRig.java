package org.twomes.station.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.twomes.station.common.Secret;
import org.twomes.station.rig.FakeBackOffice;
import org.twomes.station.rig.Rig;
import org.twomes.station.rig.RigSettings;

/** The process of the virtual rig and the fake back office, so that their time and memory are not the station's. */
final class BenchRig {
    private static final int ARGUMENTS = 3;

    private BenchRig() {}

    /** Arguments: the rig's folder, its slots, the file with the admin token. Says {@code url ADDRESS}; ends with its input. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != ARGUMENTS) {
            throw new IllegalArgumentException("FOLDER SLOTS TOKENFILE");
        }
        Path folder = Path.of(arguments[0]);
        int slots = Integer.parseInt(arguments[1]);
        Secret token = Secret.of(Files.readString(Path.of(arguments[2])).strip());
        try (Rig rig = new Rig(new RigSettings(folder, slots, RigSettings.Speed.REALTIME, 1));
                FakeBackOffice backOffice = new FakeBackOffice(token)) {
            System.out.println("url " + backOffice.url());
            System.out.flush();
            while (System.in.read() >= 0) {
                continue;
            }
        }
        System.exit(0);
    }
}
