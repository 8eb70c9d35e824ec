package org.twomes.station.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.twomes.station.common.CertificateEnd;
import org.twomes.station.common.PrivateFile;
import org.twomes.station.config.DashboardSection;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;

/** The web server's certificate and key from PEM files. */
public final class Tls {
    /** Kinds of subject alternative names, RFC 5280 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;
    private static final String PKCS8_HEAD = "-----BEGIN PRIVATE KEY-----";
    private static final String PKCS8_FOOT = "-----END PRIVATE KEY-----";
    private static final byte[] PROBE = {1, 2, 3, 4};

    private final KeyStore keys;
    private final Set<String> names;
    private final CertificateEnd end;

    private Tls(KeyStore keys, Set<String> names, CertificateEnd end) {
        this.keys = keys;
        this.names = names;
        this.end = end;
    }

    /**
     * Reads both files.
     *
     * @throws FaultException TLS_FILES
     */
    public static Tls read(DashboardSection.Tls files) {
        List<X509Certificate> chain = chain(files.certificate());
        PrivateKey key = key(files.key());
        try {
            if (!fits(key, chain.get(0))) {
                throw fault(files.key(), "is not the key of " + files.certificate(), null);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, new char[0]);
            keys.setKeyEntry("station", key, new char[0], chain.toArray(Certificate[]::new));
            return new Tls(keys, names(chain.get(0)), CertificateEnd.of(files.certificate(), chain));
        } catch (GeneralSecurityException | IOException e) {
            throw fault(files.certificate(), "and its key cannot be used: " + e.getMessage(), e);
        }
    }

    /** Certificate chain and key, with an empty password. */
    public KeyStore keys() {
        return keys;
    }

    /** Until when it is good. */
    public CertificateEnd end() {
        return end;
    }

    /** Host names and addresses that the certificate stands for, in lower case. */
    public Set<String> names() {
        return names;
    }

    private static List<X509Certificate> chain(Path file) {
        try {
            Collection<? extends Certificate> read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            List<X509Certificate> chain = new ArrayList<>();
            read.forEach(certificate -> chain.add((X509Certificate) certificate));
            if (chain.isEmpty()) {
                throw fault(file, "holds no certificate", null);
            }
            return chain;
        } catch (IOException | GeneralSecurityException e) {
            throw fault(
                    file, "cannot be read as a PEM certificate: " + e.getClass().getSimpleName(), e);
        }
    }

    private static PrivateKey key(Path file) {
        try {
            Optional<String> open = PrivateFile.openness(file);
            if (open.isPresent()) {
                throw fault(file, open.get(), null);
            }
            String text = Files.readString(file);
            int head = text.indexOf(PKCS8_HEAD);
            int foot = text.indexOf(PKCS8_FOOT);
            if (head < 0 || foot < head) {
                throw fault(file, "holds no unencrypted PKCS#8 key", null);
            }
            byte[] der = Base64.getMimeDecoder().decode(text.substring(head + PKCS8_HEAD.length(), foot));
            for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
                } catch (GeneralSecurityException e) {
                    continue;
                }
            }
            throw fault(file, "is neither an RSA, EC nor Ed25519 key", null);
        } catch (IOException | IllegalArgumentException e) {
            throw fault(file, "cannot be read as a PEM key: " + e.getClass().getSimpleName(), e);
        }
    }

    private static boolean fits(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
        if (!certificate
                .getPublicKey()
                .getAlgorithm()
                .startsWith(key.getAlgorithm().substring(0, 2))) {
            return false;
        }
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static Set<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Set<String> names = new TreeSet<>();
        Collection<List<?>> given = certificate.getSubjectAlternativeNames();
        if (given != null) {
            for (List<?> entry : given) {
                int kind = (Integer) entry.get(0);
                if (kind == DNS_NAME || kind == IP_ADDRESS) {
                    names.add(plain(String.valueOf(entry.get(1)), kind).toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private static String plain(String name, int kind) {
        try {
            return kind == IP_ADDRESS ? InetAddress.getByName(name).getHostAddress() : name;
        } catch (UnknownHostException e) {
            return name;
        }
    }

    private static FaultException fault(Path file, String what, @Nullable Throwable cause) {
        String message = "TLS file " + file + " " + what;
        return cause == null
                ? new FaultException(FaultCode.WEB_TLS_FILES, message)
                : new FaultException(FaultCode.WEB_TLS_FILES, message, cause);
    }
}
