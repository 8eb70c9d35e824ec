package org.twomes.station;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority of one's own, and a server with a certificate that it signed.
 *
 * @param pem the authority's certificate
 * @param server what the server shows
 */
public record PrivateAuthority(Path pem, SSLContext server) {
    private static final String ALIAS = "it";
    private static final String PASSWORD = "only-for-this-test";

    /** Makes both in {@code folder}; the server is {@code localhost}. */
    public static PrivateAuthority make(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path authority = folder.resolve("authority.p12");
        Path server = folder.resolve("server.p12");
        Path pem = folder.resolve("authority.pem");
        Path request = folder.resolve("request.pem");
        Path signed = folder.resolve("signed.pem");
        keytool(authority, "-genkeypair", "-keyalg", "EC", "-dname", "CN=Factory CA", "-ext", "bc:c");
        keytool(server, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost");
        keytool(server, "-certreq", "-file", request.toString());
        keytool(
                authority,
                "-gencert",
                "-rfc",
                "-ext",
                "SAN=dns:localhost",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString());
        Certificate root = load(authority).getCertificate(ALIAS);
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(root.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyStore store = load(server);
        Certificate own;
        try (InputStream in = Files.newInputStream(signed)) {
            own = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        char[] password = PASSWORD.toCharArray();
        store.setKeyEntry(ALIAS, store.getKey(ALIAS, password), password, new Certificate[] {own, root});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new PrivateAuthority(pem, context);
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(arguments));
        line.addAll(List.of(
                "-alias", ALIAS, "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
