package org.twomes.station.nvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Espressif's mass manufacturing form: the example of its documentation, and what can be wrong with it. */
@Tag("fast")
class NvsUnitTableTest {
    private static final String FORMAT = "app,namespace,\nfirmware_key,data,hex2bin\nserial_no,data,string,REPEAT\n"
            + "cal,namespace,\ndevice_no,data,i32\n";
    private static final String VALUES =
            "id,firmware_key,serial_no,device_no,note\n1,1a2b3c4d5e6faabb,A1,101,first\n2,1a2b3c4d5e6fccdd,,-102\n";

    @TempDir
    Path folder;

    private Path format;
    private Path values;

    @BeforeEach
    void write() throws Exception {
        format = Files.writeString(folder.resolve("format.csv"), FORMAT);
        values = Files.writeString(folder.resolve("units.csv"), VALUES);
    }

    @Test
    void aRowBecomesThePartitionThatTheOneDeviceFormGives() throws Exception {
        List<NvsUnitRow> rows = NvsUnitTable.read(format, values);
        assertThat(rows).extracting(NvsUnitRow::line).containsExactly(2, 3);
        NvsWriter writer = new NvsWriter(0x3000);
        rows.get(1).putInto(writer);
        Path one = Files.writeString(
                folder.resolve("one.csv"),
                "key,type,encoding,value\napp,namespace,,\nfirmware_key,data,hex2bin,1a2b3c4d5e6fccdd\n"
                        + "serial_no,data,string,A1\ncal,namespace,,\ndevice_no,data,i32,-102\n");
        assertThat(writer.partition()).isEqualTo(NvsCsv.partition(one, 0x3000));
    }

    @Test
    void columnsThatAreNotWrittenStayWithTheRow() throws Exception {
        assertThat(NvsUnitTable.read(format, values).get(0).cells())
                .containsEntry("id", "1")
                .containsEntry("note", "first")
                .containsEntry("serial_no", "A1");
        assertThat(NvsUnitTable.read(format, values).get(1).cells())
                .as("the repeated value")
                .containsEntry("serial_no", "A1");
    }

    @Test
    void aRowNeverShowsItsCells() throws Exception {
        assertThat(NvsUnitTable.read(format, values).toString()).doesNotContain("1a2b3c4d5e6faabb", "A1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "firmware_key,data,hex2bin|format.csv:1:1: firmware_key: the first line is a namespace",
                "app,namespace,|no key is named",
                "app,namespace,;k,data,u3|the encoding is none of",
                "app,namespace,;k,dat,u32|the type is none of",
                "app,namespace,;k,data,u32,TWICE|the fourth cell is REPEAT or nothing",
                "app,namespace,;a-key-that-is-too-long,data,u32|at most 15"
            })
    void aWrongConfigurationIsTold(String text, String complaint) throws Exception {
        Files.writeString(format, text.replace(';', '\n') + "\n");
        assertThatThrownBy(() -> NvsUnitTable.read(format, values))
                .isInstanceOf(NvsCsvException.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,serial_no,firmware_key,device_no;1,A,00,1|units.csv:1:1: serial_no: the header does not have this key",
                "id,firmware_key,serial_no;1,00,A|device_no: the header does not have this key",
                "firmware_key,serial_no,device_no;0,A,1|units.csv:2:1: firmware_key: the value has an odd number",
                "firmware_key,serial_no,device_no;00,A,x|units.csv:2:6: device_no: the value is not a whole number",
                "firmware_key,serial_no,device_no;00,A,1;00,A,1|this is line 2 once more",
                "firmware_key,serial_no,device_no;00,A,1,9|more cells than the header"
            })
    void wrongValuesAreToldWithLineColumnAndKeyAndNeverQuoted(String text, String complaint) throws Exception {
        Files.writeString(values, text.replace(';', '\n') + "\n");
        assertThatThrownBy(() -> NvsUnitTable.read(format, values))
                .isInstanceOf(NvsCsvException.class)
                .hasMessageContaining(complaint);
    }
}
