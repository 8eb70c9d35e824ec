package org.twomes.station.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** scratch */
final class BenchMain {
    public static void main(String[] a) throws Exception {
        System.setProperty("station.log.console", "ERROR");
        int baud = Integer.parseInt(a[0]);
        int slots = Integer.parseInt(a[1]);
        String faults = a.length > 3 ? a[3] : "";
        Path dir = Files.createTempDirectory("bench");
        try (RigProcess rig = new RigProcess(dir, slots);
                BenchStation st = new BenchStation(rig, dir.resolve("st"), slots, baud, Map.of())) {
            long t = System.nanoTime();
            var plan = st.plan();
            System.out.println("plan " + (System.nanoTime() - t) / 1e9 + " bytes " + plan.deflatedBytes());
            plan.regions().forEach(r -> System.out.println(r.name() + " " + r.length() + " " + r.zlib().length + " " + r.method() + " pieces " + r.pieces().size()));
            Floor floor = Floor.of(plan, baud, faults.contains("used") ? 2 << 20 : 0);
            for (String n : a[2].split(",")) {
                Batch b = st.run(Integer.parseInt(n), faults);
                System.out.printf("boards %d wall %.3f cpu/board %.3f rss %.0f threads %d first byte %.3f load %.2f%n", b.boards(), b.wall(), b.cpuPerBoard(), b.residentMb(), b.threads(), Batch.median(b.firstByte()), OwnProcess.load());
                for (String s : Floor.stages()) {
                    double f = floor.of(s).toNanos() / 1e9;
                    System.out.printf("   %-10s %8.3f %8.3f %6.3f%n", s, b.stage(s), f, b.stage(s) / f);
                }
            }
        }
        System.exit(0);
    }
}
