package org.twomes.station.backoffice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.Reachability.State;
import org.twomes.station.common.Secret;
import org.twomes.station.common.ServiceCredentials;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.CertificateAuthorities;

/** Twomes API v1. It follows no redirects, which would lose the Authorization header, and never repeats a POST by itself. */
public final class TwomesV1Client implements BackOffice {
    private static final Logger LOG = LoggerFactory.getLogger(TwomesV1Client.class);

    /** A type that cannot exist. The name is looked up before the type, so this tells whether it is taken and writes nothing. */
    private static final String NO_TYPE = "?";

    /** Satisfies the token's rule; it is not looked up, as the type is refused before. */
    private static final Secret NO_TOKEN = Secret.of("00000000");

    /** Passes the name's rule, which is a prefix match, and is no board's name. */
    private static final String NO_NAME = "TWOMES-000000-NONE";

    /** As above, and free at every server, as a board's name has nothing behind its six digits. */
    private static final String CHECK_NAME = "TWOMES-000000-CHECK";

    private final DevicePost post;

    /** A client for the configured server, with the credentials of this process; it opens no connection yet. */
    public TwomesV1Client(BackOfficeSection settings) {
        this(settings, Optional.of(ServiceCredentials.ofThisProcess().folder()), Clock.systemUTC());
    }

    /**
     * A client; it opens no connection yet.
     *
     * @param settings address, admin token file, certificates, proxy, and limit of one call, from connecting to the last byte of
     *     the answer
     * @param credentials systemd's {@code CREDENTIALS_DIRECTORY} of this process
     * @param clock for dates in Retry-After
     */
    public TwomesV1Client(BackOfficeSection settings, Optional<Path> credentials, Clock clock) {
        this(
                settings.url(),
                settings.tokenFile().map(file -> new SecretFile("admin token", file, credentials)),
                new TrustedClient(
                        settings.timeout(),
                        new CertificateAuthorities("backOffice.ca", settings.ca()),
                        settings.proxy()),
                settings.timeout(),
                clock);
    }

    TwomesV1Client(URI base, Optional<SecretFile> adminToken, TrustedClient http, Duration limit, Clock clock) {
        post = new DevicePost(http, base, adminToken, limit, clock);
    }

    @Override
    public RegistrationAnswer register(Registration registration) {
        RegistrationAnswer answer = AnswerReader.read(post.send(registration), registration);
        LOG.debug("register {}: {}", registration.name(), answer);
        return answer;
    }

    @Override
    public ExistenceAnswer exists(String name) {
        Registration question = new Registration(name, NO_TYPE, NO_TOKEN);
        ExistenceAnswer answer = existence(AnswerReader.read(post.send(question), question));
        LOG.debug("exists {}: {}", name, answer);
        return answer;
    }

    @Override
    public TokenProof prove(Secret token) {
        TokenProof proof = AnswerReader.proof(post.activate(token));
        LOG.debug("proof of a registration: {}", proof);
        return proof;
    }

    @Override
    public TypeAnswer checkType(String deviceType, Secret registered) {
        Registration question = new Registration(CHECK_NAME, deviceType, registered);
        RegistrationAnswer answer = AnswerReader.read(post.send(question), question);
        LOG.debug("check of type {}: {}", deviceType, answer);
        if (answer instanceof RegistrationAnswer.TokenTaken) {
            return new TypeAnswer.Known();
        }
        if (answer instanceof RegistrationAnswer.Registered made) {
            return new TypeAnswer.Made(CHECK_NAME, made.id());
        }
        if (answer instanceof RegistrationAnswer.NameTaken) {
            return new TypeAnswer.NotChecked("the name " + CHECK_NAME + " is in use");
        }
        if (answer instanceof RegistrationAnswer.Refused refused) {
            return refused.reason() == RefusalReason.TYPE
                    ? new TypeAnswer.Unknown(refused.detail())
                    : new TypeAnswer.NotChecked(refused.detail());
        }
        return new TypeAnswer.TryLater(
                answer instanceof RegistrationAnswer.Unusable unusable
                        ? unusable.why()
                        : ((RegistrationAnswer.TryLater) answer).why());
    }

    private ExistenceAnswer existence(RegistrationAnswer answer) {
        if (answer instanceof RegistrationAnswer.NameTaken) {
            return new ExistenceAnswer.Taken();
        }
        if (answer instanceof RegistrationAnswer.Refused refused) {
            return refused.reason() == RefusalReason.TYPE
                    ? new ExistenceAnswer.Free()
                    : new ExistenceAnswer.Refused(refused.reason(), refused.detail());
        }
        if (answer instanceof RegistrationAnswer.TryLater later) {
            return new ExistenceAnswer.TryLater(later.why(), later.retryAfter());
        }
        if (answer instanceof RegistrationAnswer.Unusable unusable) {
            return new ExistenceAnswer.Unusable(unusable.why(), unusable.remedy());
        }
        return new ExistenceAnswer.Unusable(
                "back office " + post.address() + " takes the impossible device type " + NO_TYPE,
                "check that backOffice.url leads to API v1");
    }

    @Override
    public Reachability reachable() {
        ExistenceAnswer answer = exists(NO_NAME);
        if (answer instanceof ExistenceAnswer.TryLater later) {
            return new Reachability(State.UNREACHABLE, later.why(), "check the network and backOffice.url");
        }
        if (answer instanceof ExistenceAnswer.Unusable unusable) {
            return new Reachability(State.NOT_API_V1, unusable.why(), unusable.remedy());
        }
        if (answer instanceof ExistenceAnswer.Refused refused) {
            return refused.reason() == RefusalReason.AUTHORISATION
                    ? new Reachability(
                            State.NOT_AUTHORISED, refused.detail(), "write a valid admin token to backOffice.tokenFile")
                    : new Reachability(State.NOT_API_V1, refused.detail(), "check that backOffice.url leads to API v1");
        }
        return new Reachability(State.USABLE, "", "");
    }
}
