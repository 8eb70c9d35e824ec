package org.twomes.station.port.rfc2217;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.twomes.station.fault.FaultException;

/** The server's telnet messages: agreement to options, and responses to commands. */
final class Rfc2217Answers implements TelnetParser.Sink {
    /** Sends on the connection. */
    @FunctionalInterface
    interface Sender {
        void send(byte[] bytes);
    }

    /** A response that is expected; empty when it did not come in time. */
    final class Expected {
        private final int command;
        private final byte[] start;
        private final CompletableFuture<byte[]> value = new CompletableFuture<>();

        private Expected(int command, byte[] start) {
            this.command = command;
            this.start = start;
        }

        Optional<byte[]> await(Duration patience) {
            try {
                return Optional.of(value.get(patience.toNanos(), TimeUnit.NANOSECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (TimeoutException | ExecutionException e) {
                return Optional.empty();
            } finally {
                synchronized (expected) {
                    expected.remove(this);
                }
            }
        }

        private boolean isMet(byte[] content) {
            return (content[1] & 0xFF) == command + TelnetCodes.FROM_SERVER
                    && content.length >= 2 + start.length
                    && Arrays.equals(content, 2, 2 + start.length, start, 0, start.length);
        }
    }

    private record Met(Expected expected, byte[] value) {}

    private static final Set<Integer> WANTED_BOTH_WAYS = Set.of(TelnetCodes.BINARY, TelnetCodes.SUPPRESS_GO_AHEAD);

    private final Sender sender;
    private final List<Expected> expected = new ArrayList<>();
    private final List<Met> met = new ArrayList<>();
    private final Set<Integer> weWill = new HashSet<>();
    private final Set<Integer> theyMay = new HashSet<>();
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean agreed;

    Rfc2217Answers(Sender sender) {
        this.sender = sender;
    }

    /** The client's first message. */
    byte[] opening() {
        TelnetWriter writer = new TelnetWriter(32);
        synchronized (weWill) {
            for (int option : List.of(TelnetCodes.COM_PORT, TelnetCodes.BINARY, TelnetCodes.SUPPRESS_GO_AHEAD)) {
                writer.negotiate(TelnetCodes.WILL, option);
                weWill.add(option);
            }
            for (int option : List.of(TelnetCodes.BINARY, TelnetCodes.SUPPRESS_GO_AHEAD)) {
                writer.negotiate(TelnetCodes.DO, option);
                theyMay.add(option);
            }
        }
        return writer.bytes();
    }

    boolean awaitAgreement(Duration patience) {
        try {
            return settled.await(patience.toNanos(), TimeUnit.NANOSECONDS) && agreed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Registers the response to a command before it is sent; {@code start} is the beginning of its value. */
    Expected expect(int command, byte... start) {
        Expected one = new Expected(command, start);
        synchronized (expected) {
            expected.add(one);
        }
        return one;
    }

    @Override
    public void negotiated(int verb, int option) {
        if (option == TelnetCodes.COM_PORT && (verb == TelnetCodes.DO || verb == TelnetCodes.DONT)) {
            agreed = verb == TelnetCodes.DO;
            settled.countDown();
            return;
        }
        // Each request is answered once: two ends that answered answers would never stop.
        synchronized (weWill) {
            switch (verb) {
                case TelnetCodes.DO -> {
                    if (weWill.add(option)) {
                        reply(WANTED_BOTH_WAYS.contains(option) ? TelnetCodes.WILL : TelnetCodes.WONT, option);
                    }
                }
                case TelnetCodes.WILL -> {
                    if (theyMay.add(option)) {
                        boolean wanted = WANTED_BOTH_WAYS.contains(option) || option == TelnetCodes.COM_PORT;
                        reply(wanted ? TelnetCodes.DO : TelnetCodes.DONT, option);
                    }
                }
                default -> {}
            }
        }
    }

    private void reply(int verb, int option) {
        try {
            sender.send(new TelnetWriter(4).negotiate(verb, option).bytes());
        } catch (FaultException e) {
            // The reader, on whose thread this is, meets the same end at its next read.
            close();
        }
    }

    @Override
    public void subnegotiated(byte[] content) {
        if (content.length < 2 || (content[0] & 0xFF) != TelnetCodes.COM_PORT) {
            return;
        }
        synchronized (expected) {
            for (Expected each : expected) {
                if (each.isMet(content)) {
                    met.add(new Met(each, Arrays.copyOfRange(content, 2, content.length)));
                }
            }
        }
    }

    /** Completes the responses, after the data that came before them has been stored. */
    void settle() {
        synchronized (expected) {
            for (Met each : met) {
                each.expected().value.complete(each.value());
            }
            met.clear();
        }
    }

    /** Ends all waits, as the connection has ended. */
    void close() {
        settled.countDown();
        synchronized (expected) {
            for (Expected each : expected) {
                each.value.completeExceptionally(new IllegalStateException("closed"));
            }
        }
    }
}
