package org.twomes.station.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("rig")
class RigControlTest {
    @TempDir
    Path folder;

    private Rig rig;
    private SocketChannel channel;
    private Writer out;
    private BufferedReader in;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(new RigSettings(folder, 2, RigSettings.Speed.FAST, 1));
        channel = SocketChannel.open(UnixDomainSocketAddress.of(rig.controlSocket()));
        out = Channels.newWriter(channel, StandardCharsets.UTF_8);
        in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        rig.close();
    }

    private String ask(String words) throws IOException {
        out.write(words + "\n");
        out.flush();
        return in.readLine();
    }

    @Test
    void aBoardInHandIsSeenNowhereUntilItIsPlugged() throws Exception {
        Path node = folder.resolve("dev/ttyUSB1");
        assertThat(ask("take 1 D3AD48")).isEqualTo("ok ");
        assertThat(ask("list")).isEqualTo("ok ");
        assertThat(Files.exists(node)).isFalse();
        assertThat(ask("plug 1")).isEqualTo("ok " + node);
        assertThat(ask("list")).isEqualTo("ok 1 " + node + " D3AD48");
        assertThat(node).isSymbolicLink().exists();
        assertThat(ask("unplug 1")).isEqualTo("ok ");
        assertThat(Files.exists(node)).isFalse();
    }

    @Test
    void aSlotTakesOneBoardInHandOrPlugged() throws Exception {
        assertThat(ask("plug 0")).startsWith("error ").contains("take it first");
        ask("take 0 D3AD48");
        assertThat(ask("take 0 D3AD49")).startsWith("error ").contains("slot 0 has a board already");
        assertThat(ask("plug 0 D3AD49")).startsWith("error ").contains("slot 0 has a board already");
        assertThat(ask("plug 0")).startsWith("ok ");
        assertThat(ask("take 0 D3AD49")).startsWith("error ").contains("slot 0 has a board already");
        assertThat(ask("take 2 D3AD49")).startsWith("error ").contains("slot 2 is not one of 0 to 1");
    }
}
