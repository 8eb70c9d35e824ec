package org.twomes.station.nvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("fast")
class NvsCsvTest {
    private static final String HEADER = "key,type,encoding,value\n";

    @TempDir
    Path folder;

    /** The generator stores {@code y} under b. */
    @Test
    void aReturnToAnEarlierNamespaceStoresIntoIt() throws Exception {
        assertThat(entries("a,namespace,,\nx,data,u8,1\nb,namespace,,\nx,data,u8,2\na,namespace,,\ny,data,u8,3\n"))
                .containsExactly(entry("a", "x", 1), entry("b", "x", 2), entry("a", "y", 3));
    }

    /** The generator fails on more than 3967 bytes. */
    @Test
    void aStringFillsAPage() throws Exception {
        assertThat(entries("n,namespace,,\ns,data,string," + "y".repeat(3999) + "\nt,data,u8,1\n"))
                .containsExactly(new NvsEntry("n", "s", new NvsValue.Text("y".repeat(3999))), entry("n", "t", 1));
    }

    @Test
    void commentsBlankLinesAndAByteOrderMarkAreLeftOut() throws Exception {
        Path csv = Files.writeString(
                folder.resolve("a.csv"), "\ufeff" + HEADER + "# a, comment\n\nn,namespace\n\n#\nx,data,U8,1\r\n");
        assertThat(NvsReader.read(NvsCsv.partition(csv, 0x3000)).entries()).containsExactly(entry("n", "x", 1));
    }

    @Test
    void aFileIsReadFromTheFolderOfTheCsv() throws Exception {
        Files.write(folder.resolve("cert.der"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("name.txt"), "ënergie", StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("hex.txt"), "0102\n", StandardCharsets.UTF_8);
        assertThat(entries("n,namespace,,\nc,file,binary,cert.der\ns,file,string,name.txt\nh,file,hex2bin,hex.txt\n"))
                .extracting(NvsEntry::value)
                .containsExactly(
                        new NvsValue.Blob(new byte[] {1, 2, 3}),
                        new NvsValue.Text("ënergie"),
                        new NvsValue.Blob(new byte[] {1, 2}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x,data,u8,1 | 2:1: x: no namespace is named before this key",
                "n,namespace,,%x,data,u9,1 | 3:8: x: the encoding is none of u8,",
                "n,namespace,,%x,date,u8,1 | 3:3: x: the type is none of namespace, data and file",
                "n,namespace,,%x,data,u8,256 | 3:11: x: the value is out of the range of u8, 0 to 255",
                "n,namespace,,%x,data,i8,-129 | 3:11: x: the value is out of the range of i8, -128 to 127",
                "n,namespace,,%x,data,u32,0x10 | 3:12: x: the value is not a whole number in decimal digits",
                "n,namespace,,%x,data,u32, | 3:12: x: the value is not a whole number",
                "n,namespace,,%x,data,hex2bin,abc | 3:16: x: the value has an odd number of hexadecimal digits",
                "n,namespace,,%x,data,hex2bin,geheim99 | 3:16: x: the value is not made of hexadecimal digits alone",
                "n,namespace,,%x,data,base64,geheim* | 3:15: x: the value is not base64",
                "n,namespace,,%x,data,blob_fill(2;0x00),geheim | 3:26: x: the value has 6 bytes, more than the 2",
                "n,namespace,,%x,file,binary,geheim | 3:15: x: there is no such file",
                "n,namespace,,%x,data,u8,1,geheim | 3:13: x: the line has more than four cells",
                "n,namespace,,%x,data,u8,1%x,data,u8,2 | 4:1: x: line 3 gives this key of namespace 'n' a value already",
                "n,namespace,,%sixteen_letters__,data,u8,1 | 3:1: sixteen_letters__: the key has 17 characters; at most 15",
                "sixteen_letters_,namespace,, | 2:1: sixteen_letters_: the namespace has 16 characters; at most 15",
                "n,namespace,u8, | 2:13: n: a namespace has no encoding",
                "n,namespace,,%,data,u8,1 | 3:1: the key has no name",
                "n,namespace,,%x ,data,u8,1 | 3:1: x: the key starts or ends with a blank",
                "n,namespace,,%x,data,string,\"geheim | 4:1: this is no CSV: look for a quote that does not end"
            })
    void errorsNameFileLineColumnAndKey(String rows, String message) throws Exception {
        Path csv = Files.writeString(folder.resolve("unit.csv"), HEADER + rows.replace('%', '\n') + '\n');
        assertThatThrownBy(() -> NvsCsv.partition(csv, 0x3000))
                .isInstanceOf(NvsCsvException.class)
                .hasMessageStartingWith("unit.csv:" + message)
                .hasMessageNotContaining("geheim")
                .hasNoCause();
    }

    @Test
    void theHeaderAndTheSizeAreChecked() throws Exception {
        Path csv = Files.writeString(folder.resolve("unit.csv"), "key, type, encoding, value\n");
        assertThatThrownBy(() -> NvsCsv.partition(csv, 0x3000))
                .hasMessageStartingWith("unit.csv:1:1: the header is not");
        Files.writeString(csv, "");
        assertThatThrownBy(() -> NvsCsv.partition(csv, 0x3000))
                .hasMessageStartingWith("unit.csv:1:1: the file is empty");
        Files.write(csv, new byte[] {'k', (byte) 0xFF});
        assertThatThrownBy(() -> NvsCsv.partition(csv, 0x3000)).hasMessageContaining("this is not UTF-8");
        for (int size : new int[] {0, -4096, 100, 0x3001, 0x1001000}) {
            assertThatThrownBy(() -> NvsCsv.partition(csv, size)).hasMessageContaining("give a multiple of 4096");
        }
    }

    @Test
    void whatDoesNotFitIsRefusedAtItsLine() throws Exception {
        Path csv = Files.writeString(
                folder.resolve("unit.csv"), HEADER + "n,namespace,,\nb,data,hex2bin," + "00".repeat(9000) + "\n");
        assertThatThrownBy(() -> NvsCsv.partition(csv, 0x3000))
                .hasMessage("unit.csv:3:1: b: does not fit any more: the partition of 0x3000 bytes has 2 pages of 4096"
                        + " bytes for values and one in reserve; make it larger");
    }

    private java.util.List<NvsEntry> entries(String rows) throws Exception {
        Path csv = Files.writeString(folder.resolve("entries.csv"), HEADER + rows);
        NvsPartition read = NvsReader.read(NvsCsv.partition(csv, 0x4000));
        assertThat(read.fresh()).isTrue();
        return read.entries();
    }

    private static NvsEntry entry(String namespace, String key, int value) {
        return new NvsEntry(namespace, key, new NvsValue.Whole(NvsInteger.U8, java.math.BigInteger.valueOf(value)));
    }
}
