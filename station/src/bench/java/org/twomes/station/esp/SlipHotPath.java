package org.twomes.station.esp;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.twomes.station.esp.command.Command;
import org.twomes.station.esp.command.Response;
import org.twomes.station.esp.command.ResponseParser;
import org.twomes.station.esp.slip.SlipDecoder;
import org.twomes.station.esp.slip.SlipEncoder;

/** SLIP coding of one 16 KB block, and the parsing of an answer. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SlipHotPath {
    private final byte[] block = block();
    private final SlipEncoder encoder = new SlipEncoder(4 * LoaderProtocol.STUB_BLOCK);
    private final byte[] frame = encodedBlock();
    private final SlipDecoder decoder = new SlipDecoder(2 * LoaderProtocol.STUB_BLOCK);
    private final byte[] answer = {1, LoaderProtocol.FLASH_DEFL_DATA, 2, 0, 0, 0, 0, 0, 0, 0};

    /** Encodes a block. */
    @Benchmark
    public int encode16K() {
        return new Command.Block(LoaderProtocol.FLASH_DEFL_DATA, block, 0, block.length, 0)
                .encode(encoder)
                .length();
    }

    /** Decodes a block. */
    @Benchmark
    public int decode16K() {
        decoder.reset();
        decoder.feed(frame, 0, frame.length);
        return decoder.length();
    }

    /** Parses an answer. */
    @Benchmark
    public Optional<Response> parseAnswer() {
        return ResponseParser.parse(answer, answer.length);
    }

    private byte[] encodedBlock() {
        return new Command.Block(LoaderProtocol.FLASH_DEFL_DATA, block, 0, block.length, 0)
                .encode(encoder)
                .copy();
    }

    private static byte[] block() {
        byte[] bytes = new byte[LoaderProtocol.STUB_BLOCK];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
