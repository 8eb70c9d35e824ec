package org.twomes.station.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Boards come and go while the rig runs, by words on its control socket. */
@Tag("rig")
class RigPlugTest {
    @TempDir
    Path folder;

    private Rig rig;
    private SocketChannel socket;
    private BufferedReader answers;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(new RigSettings(folder, 2, RigSettings.Speed.FAST, 1, OptionalInt.of(0)));
        socket = SocketChannel.open(UnixDomainSocketAddress.of(rig.controlSocket()));
        answers = new BufferedReader(Channels.newReader(socket, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() throws Exception {
        socket.close();
        rig.close();
    }

    private String say(String words) throws IOException {
        socket.write(ByteBuffer.wrap((words + "\n").getBytes(StandardCharsets.UTF_8)));
        return answers.readLine();
    }

    @Test
    void aBoardIsPluggedListedAndPulled() throws Exception {
        Path node = folder.resolve("dev/ttyUSB1");
        assertThat(say("plug 1 D3AD48")).isEqualTo("ok " + node);
        assertThat(node).exists();
        assertThat(say("list")).isEqualTo("ok 1 " + node + " D3AD48");
        assertThat(say("reset " + node + " loader")).startsWith("ok");
        assertThat(say("lines " + node + " 0 1")).startsWith("ok");
        assertThat(say("unplug 1")).startsWith("ok");
        assertThat(Files.exists(node, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(say("list").strip()).isEqualTo("ok");
        assertThat(say("reset " + node + " loader")).isEqualTo("error no board is plugged at " + node);
    }

    @Test
    void aBoardThatComesBackHasItsFlashAndItsNetworkPort() throws Exception {
        say("plug 0 D3AD48");
        String address = rig.networkAddress(0).orElseThrow();
        rig.plug(1, BoardModel.usual(1));
        assertThat(rig.networkAddress(1)).isPresent().isNotEqualTo(rig.networkAddress(0));
        say("unplug 0");
        assertThat(rig.networkAddress(0)).isEmpty();
        say("plug 0 D3AD48");
        assertThat(rig.networkAddress(0)).contains(address);
        assertThat(rig.flash(BoardModel.usual(0xD3AD48).mac())).hasSize(4 << 20).containsOnly(0xFF);
    }

    @Test
    void aBoardIsWhatItsScriptSays() throws Exception {
        assertThat(
                        say(
                                "plug 0 D3AD48 flash-size 16MB, flash-id EF4018, chip-revision v1.1, secure-boot 1, flash-encryption 3, used 64"))
                .startsWith("ok");
        byte[] flash = rig.flash(BoardModel.usual(0xD3AD48).mac());
        assertThat(flash).hasSize(16 << 20);
        assertThat(flash[0]).isZero();
        PlugScript script = PlugScript.parse(1, "flash-encryption 0x7f, chip-revision 3.1, flip 0.1, secure-boot 2");
        assertThat(script.model())
                .isEqualTo(new BoardModel(
                        BoardModel.usual(1).mac(),
                        4 << 20,
                        OptionalInt.empty(),
                        'B',
                        "Generic-Test",
                        new ChipModel(ChipKind.ESP32, 301, 2, 0x7F, false)));
        assertThat(script.faults().has(FaultKind.FLIP)).isTrue();
        for (String wrong : List.of(
                "flash-size 3MB",
                "flash-size 4",
                "flash-id 12",
                "chip-revision 4.0",
                "secure-boot 3",
                "flash-encryption 128")) {
            assertThat(say("plug 1 D3AD49 " + wrong)).startsWith("error '" + wrong + "': ");
        }
        assertThat(say("plug 1 D3AD49 flash-size")).startsWith("error 'flash-size': one value");
    }

    @Test
    void aBoardHasTheChipThatIsTold() throws Exception {
        assertThat(PlugScript.parse(1, "--chip esp32c3 --chip-revision 0.3 --secure-download 1, truncated 1")
                        .model()
                        .chip())
                .isEqualTo(new ChipModel(ChipKind.ESP32C3, 3, 0, 0, true));
        assertThat(PlugScript.parse(1, "chip esp32s3").model().chip()).isEqualTo(ChipModel.usual(ChipKind.ESP32S3));
        assertThat(say("plug 0 D3AD48 --chip esp32c6 --flash-size 32MB")).startsWith("ok");
        assertThat(rig.flash(BoardModel.usual(0xD3AD48).mac())).hasSize(32 << 20);
        assertThat(say("plug 1 D3AD49 --chip esp32c9"))
                .startsWith("error 'chip esp32c9': ")
                .contains("esp32, esp32c3, esp32s3, esp32c6, esp32s2");
    }

    @Test
    void theHelpNamesEachTrait() {
        assertThat(String.join("\n", PlugScript.help()))
                .contains("flash-size SIZE", "flash-id ID", "chip-revision M.N", "secure-boot V", "flash-encryption N");
    }

    @Test
    void whatCannotBeDoneIsAnErrorWithItsReason() throws Exception {
        assertThat(say("plug 2 D3AD48")).isEqualTo("error slot 2 is not one of 0 to 1");
        say("plug 0 D3AD48");
        assertThat(say("plug 0 D3AD49")).isEqualTo("error slot 0 has a board already: unplug it first");
        assertThat(say("plug 1 D3AD49 nonsense")).startsWith("error 'nonsense' is no fault");
        assertThat(say("dance")).isEqualTo("error 'dance' is none of take, plug, unplug, reset, lines, list");
        assertThat(say("unplug 1")).startsWith("ok");
    }
}
