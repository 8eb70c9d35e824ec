package org.twomes.station.cli.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.twomes.station.cli.common.CommandGroup;
import org.twomes.station.cli.common.ConfigOption;
import org.twomes.station.cli.common.ExitCode;
import org.twomes.station.common.CommandFailure;
import org.twomes.station.config.ConfigException;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.OsUser;
import org.twomes.station.daemon.StationLedger;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.ledger.TokenCipher;
import org.twomes.station.ledger.TokenKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code station tokens}: the activation tokens in the ledger, as a whole; none is ever shown. */
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        description = "Manages the activation tokens in the ledger. Never shows one.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  station tokens rotate-key"})
public final class TokensCommand extends CommandGroup {
    TokensCommand() {
        super("rotate-key");
    }

    @Command(
            name = "rotate-key",
            mixinStandardHelpOptions = true,
            description = {
                "Encrypts all activation tokens with a new key, in one transaction, also while the station runs.",
                "Without --new-key a key is made, and takes the place of the one in use (token.key in the data folder,",
                "or ledger.tokenKeyFile). A station that runs takes it over by itself.",
                "",
                "With --new-key the file is left where it is: put it where ledger.tokenKeyFile points at every station",
                "of the ledger. Until then a station refuses boards at the step where it would keep their token; one",
                "whose key is a systemd credential needs a restart.",
                "",
                "Copies of the ledger made before need the old key: make a new backup after it."
            },
            footer = {
                "",
                "Examples:",
                "  station tokens rotate-key",
                "  (umask 077; head -c 32 /dev/urandom | base64 > new.key)",
                "  station tokens rotate-key --new-key new.key"
            })
    int rotateKey(
            @Option(names = "--new-key", paramLabel = "FILE", description = "File with 32 bytes in base64.")
                    Optional<Path> newKey,
            @Mixin ConfigOption config)
            throws ConfigException {
        StationConfig settings = config.load();
        // Opening the ledger completes a rotation that was interrupted at its last step.
        try (Ledger ledger = StationLedger.open(settings)) {
            TokenKeyFile file =
                    TokenKeyFile.of(settings.ledger(), settings.station().data());
            TokenCipher fresh =
                    newKey.isPresent() ? TokenKeyFile.at(newKey.get()).open() : made(file);
            if (fresh.fingerprint().equals(file.open().fingerprint())) {
                throw new CommandFailure(newKey.map(Path::toString).orElse("") + " holds the key that is in use");
            }
            audit(ledger, fresh);
            int count = ledger.rotateTokenKey(fresh);
            if (newKey.isEmpty()) {
                put(file);
            }
            out().printf(
                            "%d tokens are encrypted with the key of fingerprint %s now.%n%s%n",
                            count,
                            fresh.fingerprint(),
                            newKey.map(path -> "Put " + path + " where ledger.tokenKeyFile points, at every station.")
                                    .orElse("It is in " + file.path() + "; make a new backup."));
            out().flush();
            return ExitCode.OK;
        }
    }

    /** The audit record comes first, as with every action on the station. */
    private static void audit(Ledger ledger, TokenCipher fresh) {
        try {
            ledger.audit(
                    OsUser.name(),
                    "rotate token key",
                    fresh.fingerprint(),
                    Clock.systemUTC().instant());
        } catch (FaultException e) {
            throw new CommandFailure(
                    "The key in use stays, as the audit record could not be written. " + e.advised(), e);
        }
    }

    private static TokenCipher made(TokenKeyFile file) {
        try {
            return file.makeNext();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A new key cannot be written beside " + file.path() + " (" + e + "): give one with --new-key", e);
        }
    }

    private static void put(TokenKeyFile file) {
        try {
            file.promote();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The ledger has its new key, but " + file.path() + ".next cannot take the place of " + file.path()
                            + " (" + e + "): move it by hand",
                    e);
        }
    }
}
