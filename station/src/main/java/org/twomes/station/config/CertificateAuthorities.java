package org.twomes.station.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.twomes.station.common.FileVersion;

/**
 * The authorities whose certificates are trusted in calls to other servers: those of this machine, and those of a file that the
 * configuration names. This machine's are read from the file that update-ca-certificates writes, not from the Java runtime, so
 * that the package's own runtime trusts what the machine trusts.
 */
public final class CertificateAuthorities {
    /** Where Debian (and most others), Fedora and Alpine keep all of a machine's authorities in one PEM file. */
    private static final List<Path> SYSTEM = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/cert.pem"));

    /** JDK property (JSSE Reference Guide) with which somebody chooses the authorities by hand. */
    private static final String CHOSEN = "javax.net.ssl.trustStore";

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----", Pattern.DOTALL);

    private final String key;
    private final Optional<Path> own;
    private final Optional<Path> system;

    /**
     * This machine's authorities and those of a file.
     *
     * @param key the configuration's key that names the file, for complaints
     * @param own PEM file with more authorities; it need not exist yet
     */
    public CertificateAuthorities(String key, Optional<Path> own) {
        this(
                key,
                own,
                System.getProperty(CHOSEN) == null
                        ? SYSTEM.stream().filter(Files::isReadable).findFirst()
                        : Optional.empty());
    }

    /** With {@code system} as this machine's file; without one the Java runtime's own authorities stand in. */
    CertificateAuthorities(String key, Optional<Path> own, Optional<Path> system) {
        this.key = key;
        this.own = own;
        this.system = system;
    }

    /** This machine's authorities alone. */
    public static CertificateAuthorities ofThisMachine() {
        return new CertificateAuthorities("", Optional.empty());
    }

    /** Changes whenever one of the files does. */
    public String version() {
        return system.map(FileVersion::of).orElse("") + "|"
                + own.map(FileVersion::of).orElse("");
    }

    /**
     * What trusts them now.
     *
     * @throws IOException when a file cannot be read or holds no certificate; the message names it
     */
    public SSLContext context() throws IOException {
        try {
            List<X509Certificate> trusted = new ArrayList<>();
            trusted.addAll(ofTheMachine());
            if (own.isPresent()) {
                List<X509Certificate> named = read(key, own.get(), true);
                if (named.isEmpty()) {
                    throw new IOException(key + ": " + own.get() + " holds no certificate in PEM");
                }
                trusted.addAll(named);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < trusted.size(); i++) {
                store.setCertificateEntry(Integer.toString(i), trusted.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(Optional.of(store)), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates that are to be trusted cannot be used: " + e.getMessage(), e);
        }
    }

    /** One that Java cannot read is one authority less, and no reason to trust none. */
    private List<X509Certificate> ofTheMachine() throws IOException, GeneralSecurityException {
        List<X509Certificate> found =
                system.isPresent() ? read("this machine's certificates", system.get(), false) : List.of();
        return found.isEmpty() ? ofTheRuntime() : found;
    }

    private static List<X509Certificate> read(String what, Path file, boolean all) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IOException(
                    what + ": " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
        Matcher pem = PEM.matcher(text);
        while (pem.find()) {
            try {
                byte[] bytes = pem.group().getBytes(StandardCharsets.ISO_8859_1);
                found.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)));
            } catch (GeneralSecurityException e) {
                if (all) {
                    throw new IOException(what + ": " + file + " holds a certificate that cannot be read", e);
                }
            }
        }
        return found;
    }

    private static List<X509Certificate> ofTheRuntime() throws GeneralSecurityException {
        return Arrays.stream(trust(Optional.empty()))
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static TrustManager[] trust(Optional<KeyStore> store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store.orElse(null));
        return factory.getTrustManagers();
    }
}
