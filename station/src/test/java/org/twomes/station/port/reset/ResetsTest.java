package org.twomes.station.port.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twomes.station.common.SecretMask;
import org.twomes.station.config.ResetChoice;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.port.FarSide;
import org.twomes.station.port.MemoryLink;
import org.twomes.station.port.Reset;
import org.twomes.station.port.Resets;
import org.twomes.station.port.SerialLinkContract;

/** What each kind of reset does to the line, to the operator and to the fixture's program. */
@Tag("fast")
class ResetsTest {
    @TempDir
    Path folder;

    private final MemoryLink link = new MemoryLink("memory:1", 115200, Duration.ofSeconds(1));
    private final List<String> steps = new ArrayList<>();

    @AfterEach
    void close() {
        link.close();
    }

    /** Notes what the line saw before each hold, and the hold. */
    private void sleep(Duration span) {
        seen();
        steps.add(span.toMillis() + " ms");
    }

    private List<String> seen() {
        try {
            for (Optional<MemoryLink.Signal> each = link.far().take(Duration.ZERO);
                    each.isPresent();
                    each = link.far().take(Duration.ZERO)) {
                if (each.get() instanceof MemoryLink.Signal.Lines lines) {
                    steps.add("DTR " + (lines.dtr() ? 1 : 0) + " RTS " + (lines.rts() ? 1 : 0));
                } else {
                    steps.add(each.get().toString());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return steps;
    }

    private Reset of(ResetChoice choice) {
        return Resets.of(choice, (address, request) -> steps.add(address + " " + request), this::sleep);
    }

    private Path program(String script) throws Exception {
        Path program = folder.resolve("fixture");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    @Test
    void autoHoldsEnLowThenIo0LowWhileEnRises() throws Exception {
        Reset auto = of(new ResetChoice.Auto());
        auto.intoLoader(link, 0);
        assertThat(seen()).containsExactly("DTR 0 RTS 1", "100 ms", "DTR 1 RTS 0", "50 ms", "DTR 0 RTS 0");
        assertThat(auto.automatic()).isTrue();
    }

    @Test
    void autoHoldsIo0LongerAtEverySecondTryForBoardsWithALargeCapacitor() throws Exception {
        Reset auto = of(new ResetChoice.Auto());
        List<String> holds = new ArrayList<>();
        for (int attempt = 0; attempt < 4; attempt++) {
            steps.clear();
            auto.intoLoader(link, attempt);
            holds.add(seen().get(3));
        }
        assertThat(holds).containsExactly("50 ms", "550 ms", "50 ms", "550 ms");
    }

    @Test
    void autoRunsTheBoardWithIo0HighAllTheTime() throws Exception {
        of(new ResetChoice.Auto()).run(link);
        assertThat(seen()).containsExactly("DTR 0 RTS 1", "100 ms", "DTR 0 RTS 0");
    }

    @Test
    void autoThatIsInterruptedEndsAtOnce() {
        Reset auto = Resets.of(new ResetChoice.Auto(), (address, request) -> {}, span -> {
            throw new InterruptedException();
        });
        SerialLinkContract.assertFault(() -> auto.intoLoader(link, 0), FaultCode.PORT_CLOSED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void manualTellsTheOperatorOnceAndTouchesNothing() throws Exception {
        Reset manual = of(new ResetChoice.Manual());
        manual.intoLoader(link, 0);
        manual.intoLoader(link, 1);
        manual.run(link);
        assertThat(seen()).containsExactly("memory:1 HOLD_BOOT_AND_TAP_RESET", "memory:1 TAP_RESET");
        assertThat(manual.automatic()).isFalse();
        assertThat(manual.patience()).isPositive();
    }

    @Test
    void noneDoesNothingAtAll() throws Exception {
        Reset none = of(new ResetChoice.None());
        none.intoLoader(link, 0);
        none.run(link);
        assertThat(seen()).isEmpty();
        assertThat(none.automatic()).isFalse();
    }

    @Test
    void commandCallsTheProgramWithThePortAndWhatToDo() throws Exception {
        Path log = folder.resolve("log");
        Path program = program("echo \"$# $1 $2\" >> '" + log + "'");
        Reset command = of(new ResetChoice.Command(program.toString()));
        command.intoLoader(link, 3);
        command.run(link);
        assertThat(log).hasContent("2 memory:1 loader\n2 memory:1 run");
        assertThat(seen()).isEmpty();
        assertThat(command.automatic()).isTrue();
    }

    @Test
    void commandThatFailsSaysHowAndWhatTheProgramSaid() throws Exception {
        Path program = program("echo 'relay 3 does not click' >&2; exit 7");
        Reset command = new CommandReset(program.toString(), Duration.ofSeconds(30), () -> SecretMask.NONE);
        assertThatThrownBy(() -> command.run(link))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.RESET_FAILED))
                .hasMessageContaining("memory:1 run' ended with code 7: relay 3 does not click");
    }

    @Test
    void whatTheProgramSaysIsCleanAndWithoutTheStationsSecrets() throws Exception {
        Path program = program(
                "printf 'relay \\033[31m3\\r\\nforged line: Mg.admin-token-0123456789 TWcuYWRtaW4tdG9rZW4tMDEyMzQ1Njc4OQ==' >&2; exit 7");
        SecretMask secrets = SecretMask.of(List.of("Mg.admin-token-0123456789"));
        Reset command = new CommandReset(program.toString(), Duration.ofSeconds(30), () -> secrets);
        assertThatThrownBy(() -> command.run(link))
                .hasMessageEndingWith("ended with code 7: relay 3 forged line: ****** ******Q==");
    }

    @Test
    void commandThatIsNotThereSaysSo() {
        Reset command =
                new CommandReset(folder.resolve("none").toString(), Duration.ofSeconds(30), () -> SecretMask.NONE);
        assertThatThrownBy(() -> command.run(link))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.RESET_FAILED))
                .hasMessageContaining("could not be started");
    }

    @Test
    void commandThatHangsIsEndedAtItsDeadline() throws Exception {
        Path pid = folder.resolve("pid");
        Path program = program("echo $$ > '" + pid + "'; echo 'waiting for the relay' >&2; exec sleep 600");
        Reset command = new CommandReset(program.toString(), Duration.ofSeconds(2), () -> SecretMask.NONE);
        assertThatThrownBy(() -> command.intoLoader(link, 0))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.RESET_FAILED))
                .hasMessageContaining("did not end within 2000 ms: waiting for the relay");
        long process = Long.parseLong(Files.readString(pid).strip());
        await().atMost(FarSide.DEADLINE)
                .until(() ->
                        ProcessHandle.of(process).map(ProcessHandle::isAlive).isEmpty()
                                || !ProcessHandle.of(process).get().isAlive());
    }

    @Test
    void commandIsGivenMoreThanAPipeOfWordsAndEnds() throws Exception {
        Path program = program("head -c 300000 /dev/zero | tr '\\0' x >&2");
        new CommandReset(program.toString(), Duration.ofSeconds(60), () -> SecretMask.NONE).run(link);
    }

    @Test
    void commandEndsWhenItsLineDoes() throws Exception {
        Path started = folder.resolve("started");
        Path program = program("touch '" + started + "'; exec sleep 600");
        Reset command = new CommandReset(program.toString(), Duration.ofMinutes(10), () -> SecretMask.NONE);
        CompletableFuture<Boolean> resetting = SerialLinkContract.inBackground(() -> {
            command.intoLoader(link, 0);
            return true;
        });
        await().atMost(FarSide.DEADLINE).until(() -> Files.exists(started));
        link.close();
        assertThatThrownBy(() -> resetting.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.code()).isEqualTo(FaultCode.PORT_CLOSED));
    }
}
