package org.twomes.station;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.twomes.station.common.PrivateFile;

/** A key with a certificate of its own, and the trust in that certificate alone; for servers of tests. */
public record TestCertificate(KeyStore store) {
    private static final char[] PASSWORD = "only-for-this-test".toCharArray();
    private static final String ALIAS = "it";
    private static final String KIND = "PKCS12";
    /** What is good for a long time. */
    private static final int DAYS = 90;

    /**
     * Makes one in {@code folder}, which takes keytool a second.
     *
     * @param names for which it is good, as keytool has them, e.g. {@code dns:localhost,ip:127.0.0.1}
     */
    public static TestCertificate make(Path folder, String names)
            throws IOException, GeneralSecurityException, InterruptedException {
        return make(folder, names, 0, DAYS);
    }

    /** As above, one that began {@code age} days ago and is good for {@code days} from then. */
    public static TestCertificate make(Path folder, String names, int age, int days)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=" + names,
                        "-startdate",
                        "-" + age + "d",
                        "-validity",
                        Integer.toString(days),
                        "-alias",
                        ALIAS,
                        "-storetype",
                        KIND,
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        KeyStore store = KeyStore.getInstance(KIND);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new TestCertificate(store);
    }

    /** The certificate. */
    public Certificate certificate() throws GeneralSecurityException {
        return store.getCertificate(ALIAS);
    }

    /** Its private key, in PKCS#8. */
    public byte[] key() throws GeneralSecurityException {
        return store.getKey(ALIAS, PASSWORD).getEncoded();
    }

    /** Writes both as PEM text, the key for its owner only. */
    public void write(Path certificate, Path key) throws GeneralSecurityException, IOException {
        PrivateFile.create(certificate, pem("CERTIFICATE", certificate().getEncoded()));
        PrivateFile.create(key, pem("PRIVATE KEY", key()));
    }

    private static byte[] pem(String kind, byte[] der) {
        return ("-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                        + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What a server shows. */
    public KeyManager[] shown() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys.getKeyManagers();
    }

    /** What a client trusts: this certificate and no other. */
    public TrustManager[] trusted() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KIND);
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return trust.getTrustManagers();
    }
}
