package org.twomes.station.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program on the same ports of the same rig, in turn with the station: one process of it a board. */
final class PeerBench {
    private static final List<Integer> COUNTS = List.of(1, 8, 32);
    /** Many times what 32 of esptool take on two cores. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final long LOOK_EVERY_MS = 200;
    private static final int MOST_SAID = 2000;

    private final RigProcess rig;
    private final BenchStation station;
    private final BenchReport report;
    private final String command;
    private final Path files;
    private final int turns;

    /** One turn of the peer. */
    private record Turn(double wall, double cpu, double residentMb) {}

    PeerBench(RigProcess rig, BenchStation station, BenchReport report, String command, Path files, int turns) {
        this.rig = rig;
        this.station = station;
        this.report = report;
        this.command = command;
        this.files = files;
        this.turns = turns;
    }

    void run() throws Exception {
        report.say("");
        report.say("beside the peer, in turn (%d turns each): %s", turns, command);
        report.say(
                "  %6s %9s %9s %6s %10s %10s %6s %9s %9s %6s",
                "boards", "wall s", "peer", "ratio", "CPU s/bd", "peer", "ratio", "MB/bd", "peer", "ratio");
        for (int boards : COUNTS) {
            List<Batch> ours = new ArrayList<>();
            List<Turn> theirs = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                ours.add(station.run(boards, ""));
                theirs.add(turn(boards));
            }
            row(boards, ours, theirs);
        }
    }

    private void row(int boards, List<Batch> ours, List<Turn> theirs) {
        double wall = Batch.median(ours.stream().map(Batch::wall).toList());
        double peerWall = Batch.median(theirs.stream().map(Turn::wall).toList());
        double cpu = Batch.median(ours.stream().map(Batch::cpuPerBoard).toList());
        double peerCpu = Batch.median(theirs.stream().map(Turn::cpu).toList()) / boards;
        double memory = Batch.median(ours.stream().map(Batch::residentMb).toList()) / boards;
        double peerMemory = Batch.median(theirs.stream().map(Turn::residentMb).toList());
        PeerRow row = new PeerRow(boards, wall / peerWall, cpu / peerCpu, memory / peerMemory);
        report.add(row);
        report.say(
                "  %6d %9.2f %9.2f %6.2f %10.3f %10.3f %6.2f %9.1f %9.1f %6.2f",
                boards,
                wall,
                peerWall,
                row.wallRatio(),
                cpu,
                peerCpu,
                row.cpuRatio(),
                memory,
                peerMemory,
                row.memoryRatio());
    }

    /** Plugs boards that the station leaves alone, puts them into their loaders, and runs the peer on each. */
    private Turn turn(int boards) throws IOException, InterruptedException {
        station.station().line().pause();
        try {
            List<String> nodes = new ArrayList<>();
            for (int slot = 0; slot < boards; slot++) {
                rig.take(slot, "");
                nodes.add(rig.plug(slot));
            }
            double cpu = Children.cpuSeconds();
            long start = System.nanoTime();
            List<Process> peers = new ArrayList<>();
            for (String node : nodes) {
                rig.reset(node, true);
                peers.add(start(node));
            }
            double memory = awaitEnd(peers);
            double wall = BenchStation.seconds(System.nanoTime() - start);
            Turn turn = new Turn(wall, Children.cpuSeconds() - cpu, memory);
            for (int slot = 0; slot < boards; slot++) {
                rig.unplug(slot);
            }
            station.awaitNoPorts();
            return turn;
        } finally {
            station.station().line().resume();
        }
    }

    /** Waits for all; gives the most memory that one held. */
    private double awaitEnd(List<Process> peers) throws IOException, InterruptedException {
        double memory = 0;
        try (Deadline end = new Deadline(PATIENCE, () -> left(peers))) {
            for (Process peer : peers) {
                while (!peer.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                    memory = Math.max(memory, Children.mostResidentMb(peers));
                }
                if (peer.exitValue() != 0) {
                    peers.forEach(Process::destroyForcibly);
                    throw new IOException("the peer ends with " + peer.exitValue() + "; it says:\n" + said());
                }
            }
        }
        return memory;
    }

    private String left(List<Process> peers) {
        peers.forEach(Process::destroyForcibly);
        return "the peer, once a board, to end; it says:\n" + said();
    }

    /** The end of what the peers have said. */
    private String said() {
        try {
            String all = Files.readString(files.resolve("peer.log"), StandardCharsets.ISO_8859_1);
            return all.substring(Math.max(0, all.length() - MOST_SAID));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Process start(String node) throws IOException {
        String filled = command.replace("{port}", node)
                .replace("{dir}", files.toString())
                .replace("{control}", rig.socket().toString());
        File log = files.resolve("peer.log").toFile();
        return new ProcessBuilder("sh", "-c", filled)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }
}
