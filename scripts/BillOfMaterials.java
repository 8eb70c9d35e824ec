import java.io.IOException;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts into the build's bill of materials (CycloneDX) what is shipped and is no Maven artifact: the flasher stub and the Java runtime. */
final class BillOfMaterials {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String STUB = "esptool-js";

    private BillOfMaterials() {}

    /** Arguments: the bill, npm's package-lock.json, the home of the JDK whose runtime is shipped. */
    public static void main(String[] arguments) throws IOException {
        Path bill = Path.of(arguments[0]);
        ObjectNode all = (ObjectNode) JSON.readTree(Files.readString(bill));
        add(all, stub(Path.of(arguments[1])));
        add(all, runtime(Path.of(arguments[2], "release")));
        Files.writeString(bill, JSON.writeValueAsString(all) + "\n");
    }

    private static ObjectNode stub(Path lock) throws IOException {
        JsonNode locked = JSON.readTree(Files.readString(lock)).path("packages").path("node_modules/" + STUB);
        ObjectNode stub = component("library", STUB, text(locked, "version"), "pkg:npm/" + STUB + "@" + text(locked, "version"));
        stub.put("description", "Espressif's flasher stub for the ESP32, out of this npm package");
        stub.putArray("licenses").addObject().putObject("license").put("id", text(locked, "license"));
        return stub;
    }

    private static ObjectNode runtime(Path release) throws IOException {
        Properties known = new Properties();
        known.load(new StringReader(Files.readString(release)));
        String version = unquoted(known, "JAVA_RUNTIME_VERSION");
        ObjectNode runtime = component(
                "platform",
                "openjdk",
                version,
                "pkg:generic/openjdk@" + URLEncoder.encode(version, StandardCharsets.UTF_8));
        runtime.put("publisher", unquoted(known, "IMPLEMENTOR"));
        runtime.put("description", "The Java runtime that the package brings, made by jlink");
        runtime.put("cpe", "cpe:2.3:a:oracle:openjdk:" + unquoted(known, "JAVA_VERSION") + ":*:*:*:*:*:*:*");
        runtime.putArray("licenses").addObject().put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
        return runtime;
    }

    private static ObjectNode component(String type, String name, String version, String purl) {
        ObjectNode component = JSON.createObjectNode();
        component.put("type", type);
        component.put("bom-ref", purl);
        component.put("name", name);
        component.put("version", version);
        component.put("purl", purl);
        return component;
    }

    /** In place of one of the same name, so that a bill may be worked on twice. */
    private static void add(ObjectNode all, ObjectNode part) {
        String root = text(all.path("metadata").path("component"), "bom-ref");
        String name = text(part, "name");
        drop((ArrayNode) all.path("components"), "name", name);
        ((ArrayNode) all.path("components")).add(part);
        ArrayNode dependencies = (ArrayNode) all.path("dependencies");
        String ref = text(part, "bom-ref");
        drop(dependencies, "ref", ref);
        dependencies.addObject().put("ref", ref).putArray("dependsOn");
        for (JsonNode each : dependencies) {
            if (text(each, "ref").equals(root)) {
                ArrayNode own = (ArrayNode) each.path("dependsOn");
                own.removeIf(other -> other.asString("").equals(ref));
                own.add(ref);
            }
        }
    }

    private static void drop(ArrayNode list, String key, String value) {
        list.removeIf(each -> text(each, key).equals(value));
    }

    private static String text(JsonNode node, String key) {
        String text = node.path(key).asString("");
        if (text.isEmpty()) {
            throw new IllegalStateException("no " + key + " in " + node);
        }
        return text;
    }

    private static String unquoted(Properties known, String key) {
        return known.getProperty(key, "").replace("\"", "");
    }
}
