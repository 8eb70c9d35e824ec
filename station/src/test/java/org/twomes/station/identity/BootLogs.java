package org.twomes.station.identity;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Boot logs as each firmware prints them. */
final class BootLogs {
    static final String ROM =
            "ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n"
                    + "configsip: 0, SPIWP:0xee\r\nmode:DIO, clock div:2\r\nload:0x3ffb0000,len:412\r\nentry 0x40080404\r\n";
    static final String ROM_LOADER = "ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x3"
            + " (DOWNLOAD_BOOT(UART0/UART1/SDIO_REI_REO_V2))\r\nwaiting for download\r\n";
    static final String TAG_A = "Twomes Generic Firmware Library ESP32";
    static final String TAG_B = "Twomes generic ESP32 firmware library";
    static final String TAG_C4 = "NeedForHeat generic ESP32 firmware library";
    static final String TYPE = "Generic-Test";
    static final String NAME = "TWOMES-D3AD48";
    static final String NAME_C = "FCA2-D3AD48";

    private BootLogs() {}

    static String qrJson(String name, String token) {
        return "{\n\"ver\":\"v1\",\n\"name\":\"" + name + "\",\n\"pop\":\"" + token + "\",\n\"transport\":\"ble\"\n}";
    }

    static String postJson(String name, String token) {
        return "{\n\"name\":\"" + name + "\",\n\"device_type\":\"" + TYPE + "\",\n\"activation_token\":\"" + token
                + "\"\n}";
    }

    /** One log call, as generations B and C make it. */
    static String call(String tag, String marker, String json) {
        return crlf("\u001b[0;32mI (655) " + tag + ": " + marker + " \n\n\n" + json + "\n\n\u001b[0m\n");
    }

    /** Two log calls, as generation A makes them. */
    static String splitCall(String tag, String marker, String json) {
        return crlf("\u001b[0;32mI (655) " + tag + ": " + marker + " \u001b[0m\n\u001b[0;32mI (656) " + tag + ": \n\n"
                + json + "\n\n\u001b[0m\n");
    }

    static String qrCall(String name, String token) {
        return call(TAG_B, "QR Code Payload:", qrJson(name, token));
    }

    static String postCall(String name, String token) {
        return call(TAG_B, "POST /device payload:", postJson(name, token));
    }

    /** v2.7.0. */
    static String a27(String name, String token) {
        return ROM
                + splitCall(TAG_A, "QR Code Payload:", qrJson(name, token))
                + splitCall(TAG_A, "POST /device payload:", postJson(name, token));
    }

    /** V1.7.2: the JSON in one line. */
    static String a172(String name, String token) {
        return ROM
                + splitCall(TAG_A, "QR Code Payload:", qrJson(name, token).replace("\n", ""))
                + splitCall(
                        TAG_A, "POST /device payload:", postJson(name, token).replace("\n", ""));
    }

    /** v3.0.0. */
    static String b(String name, String token) {
        return ROM + qrCall(name, token) + postCall(name, token);
    }

    /** v3.1.0 and v3.2.0. */
    static String c31(String name, String token) {
        return ROM + qrCall(name, token);
    }

    /** v4.0.0. */
    static String c40(String name, String token) {
        return ROM + call(TAG_C4, "QR Code Payload:", qrJson(name, token));
    }

    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    /** The text of a recorded transcript. */
    static String recorded(String file) throws IOException {
        try (InputStream in = BootLogs.class.getResourceAsStream(file)) {
            StringBuilder text = new StringBuilder();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                text.append(JsonMapper.shared().readTree(line).get("text").stringValue());
            }
            return text.toString();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static BootLogState parse(String text) {
        byte[] all = bytes(text);
        return new BootLogParser().feed(all, 0, all.length);
    }
}
