package org.twomes.station.nvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.twomes.station.common.Digests;

/** Beside what Espressif's generator (esp-idf-nvs-partition-gen, 2025-05) makes of the same CSV: whole files, and SHA-256 of others. */
@Tag("fast")
class NvsReferenceTest {
    private static final String HEADER = "key,type,encoding,value\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"twomes, 0x4000", "types, 0x4000", "pages, 0x6000"})
    void thePartitionIsTheGenerators(String name, String size) throws Exception {
        Path csv = Files.write(folder.resolve(name + ".csv"), resource(name + ".csv"));
        byte[] expected = resource(name + ".bin");
        assertThat(NvsCsv.partition(csv, Integer.decode(size))).isEqualTo(expected);
        assertThat(NvsReader.read(expected).fresh()).isTrue();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "edges.txt")
    void thePartitionIsTheGeneratorsAtTheEdgeOfAPage(String kind, int used, int bytes, String size, String sha256)
            throws Exception {
        StringBuilder rows = new StringBuilder(HEADER).append("n,namespace,,\n");
        numbers(rows, used - 1);
        rows.append(
                kind.equals("blob") ? "b,data,hex2bin," + "ab".repeat(bytes) : "s,data,string," + "x".repeat(bytes));
        rows.append("\nt,data,u8,1\n");
        same(rows.toString(), size, sha256);
    }

    @Test
    void aPageThatIsJustFullIsTheLastOne() throws Exception {
        StringBuilder rows = new StringBuilder(HEADER).append("n,namespace,,\n");
        numbers(rows, 125);
        same(rows.toString(), "0x3000", "772b9b812a629de2e09b7ddbafa55e5ab798a8e73bcb18745410911a357af19e");
        same(rows + "k125,data,u8,125\n", "0x3000", "c91b7edf7ebbfb608060bcccf5b82227ea28c7c6b398f6e91d8fc05b0924aff5");
        same(
                rows + "m,namespace,,\nx,data,i64,-1\n",
                "0x4000",
                "ba27a9f6d151f7c6ae88666ea903c562ebf1d7417155793b8e98b41ba5409c58");
    }

    @Test
    void otherEncodingsAreTheGenerators() throws Exception {
        same(HEADER, "0x3000", "3175f9ed50f4cce2fa5af4e293ba05db1d006ffcc0b0fb221387967f51dbed22");
        same(
                HEADER + "n,namespace,,\nf,data,blob_fill(40;0xAB),hello\ng,data,blob_sz_fill(40;0x00),hello\n"
                        + "h,data,blob_fill(3;0x12),\n",
                "0x3000",
                "5897eed232d7f88c87c422dad9c94d63ef89abecdc56b3a59e6abc4be3815874");
        same(
                HEADER + "n,namespace,,\ne,data,string,\"a, \"\"b\"\"\"\n",
                "0x3000",
                "e1f783dd8df18178c6699f37dd288e6b941613f91d809e6c43353c7daeb4e987");
        same(
                HEADER + "n,namespace,,\ne,data,string,\n",
                "0x3000",
                "712463e5ab45709ca4c639f4620ee85210b2d08a03996946b9a2b3dcc71c4c72");
        same(
                HEADER + "n,namespace,,\ne,data,string," + "y".repeat(3903) + "\n",
                "0x4000",
                "8feeb2b4fe4cc5eabf8198aeb10d4950dd2b53c94b2a4e32bc8403eed0ca93a0");
        same(
                HEADER + "n,namespace,,\nb,data,binary,plain text\n",
                "0x3000",
                "d32639d70c38b4a9be707a05bf9c8dd78a64c8be0fa74a1fb4fd94554eb57e2c");
    }

    @Test
    void keysOfTheWifiDriverBringWhatTheGeneratorDerives() throws Exception {
        String station = "sta.ssid,data,string,home\n";
        String password = "sta.pswd,data,string,geheim123\n";
        String point = "ap.ssid,data,string,twomes\nap.passwd,data,string,";
        String header = HEADER + "n,namespace,,\n";
        same(
                header + station + password + "x,data,u8,1\n",
                "0x3000",
                "795a2bdfaa0eb8beb4fbe273d43af5fdee7e9300eef55873ff05aae94f7d83aa");
        same(header + password + station, "0x3000", "122d916d684cccdfe406ef4681fb02cfe2effe836e0343fc1f3acea54aedd778");
        same(
                header + point + "geheim123\nap.authmode,data,u8,3\nx,data,u8,1\n",
                "0x3000",
                "003b904c98953a8b393f6c0a1aac9c3ac82d28eb0cfc80961bfe7b4671c9e614");
        same(
                header + point + "\nap.authmode,data,u8,0\n",
                "0x3000",
                "2d70535f0c002d229baab736fb5dfbd006d7274e96445d3d6c82176065cbb426");
    }

    /** The generator writes 0x1000 bytes here whatever size below 0x3000 it is told. */
    @Test
    void aPartitionForReadingOnlyUsesItsLastPageToo() throws Exception {
        StringBuilder rows = new StringBuilder(HEADER).append("n,namespace,,\n");
        numbers(rows, 20);
        same(rows.toString(), "0x1000", "c7dad741b2ec7a63c0d9671010c0ef51d54d4978c9f065cae172b4cc72cfe86a");
        assertThat(made(rows.toString(), "0x2000")).hasSize(0x2000).startsWith(made(rows.toString(), "0x1000"));
    }

    private void same(String rows, String size, String sha256) throws Exception {
        byte[] partition = made(rows, size);
        assertThat(HexFormat.of().formatHex(Digests.sha256().digest(partition))).isEqualTo(sha256);
        assertThat(NvsReader.read(partition).fresh()).isTrue();
    }

    private byte[] made(String rows, String size) throws Exception {
        Path csv = Files.writeString(folder.resolve("made.csv"), rows, StandardCharsets.UTF_8);
        return NvsCsv.partition(csv, Integer.decode(size));
    }

    private static void numbers(StringBuilder rows, int count) {
        for (int i = 0; i < count; i++) {
            rows.append(String.format("k%03d,data,u8,%d%n", i, i));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NvsReferenceTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
