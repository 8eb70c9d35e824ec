package org.twomes.station.backoffice;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.twomes.station.backoffice.Reachability.State;
import org.twomes.station.config.BackOfficeSection;
import org.twomes.station.config.Secret;
import org.twomes.station.config.ServiceCredentials;

/** Twomes API v1. It follows no redirects, which would lose the Authorization header, and never repeats a POST by itself. */
public final class TwomesV1Client implements BackOffice {
    private static final Logger LOG = LoggerFactory.getLogger(TwomesV1Client.class);

    /** A type that cannot exist. The name is looked up before the type, so this tells whether it is taken and writes nothing. */
    private static final String NO_TYPE = "?";

    /** Satisfies the token's rule; it is not looked up, as the type is refused before. */
    private static final Secret NO_TOKEN = Secret.of("00000000");

    /** Passes the name's rule, which is a prefix match, and is no board's name. */
    private static final String NO_NAME = "TWOMES-000000-NONE";

    /**
     * Threads for what the connections bring, shared by all boards, each of which waits on its own thread; the client's own
     * choice is one for every call under way.
     */
    private static final int THREADS = 4;

    private static final long IDLE_SECONDS = 10;

    private final DevicePost post;

    /** A client for the configured server, with the credentials of this process; it opens no connection yet. */
    public TwomesV1Client(BackOfficeSection settings) {
        this(settings, Optional.of(ServiceCredentials.ofThisProcess().folder()), Clock.systemUTC());
    }

    /**
     * A client; it opens no connection yet.
     *
     * @param settings address, admin token file and limit of one call, from connecting to the last byte of the answer
     * @param credentials systemd's {@code CREDENTIALS_DIRECTORY} of this process
     * @param clock for dates in Retry-After
     */
    public TwomesV1Client(BackOfficeSection settings, Optional<Path> credentials, Clock clock) {
        this(
                settings.url(),
                settings.tokenFile().map(file -> new SecretFile("admin token", file, credentials)),
                settings.timeout(),
                clock);
    }

    TwomesV1Client(URI base, Optional<SecretFile> adminToken, Duration limit, Clock clock) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .executor(threads())
                .build();
        post = new DevicePost(http, base, adminToken, limit, clock);
    }

    private static Executor threads() {
        ThreadPoolExecutor few = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "back office");
                    thread.setDaemon(true);
                    return thread;
                });
        few.allowCoreThreadTimeOut(true);
        return few;
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
        return new ExistenceAnswer.Refused(
                RefusalReason.PROTOCOL,
                "back office " + post.address() + " takes the impossible device type " + NO_TYPE
                        + "; it is not API v1");
    }

    @Override
    public Reachability reachable() {
        ExistenceAnswer answer = exists(NO_NAME);
        if (answer instanceof ExistenceAnswer.TryLater later) {
            return new Reachability(State.UNREACHABLE, later.why());
        }
        if (answer instanceof ExistenceAnswer.Refused refused) {
            State state = refused.reason() == RefusalReason.AUTHORISATION ? State.NOT_AUTHORISED : State.NOT_API_V1;
            return new Reachability(state, refused.detail());
        }
        return new Reachability(State.USABLE, "");
    }
}
