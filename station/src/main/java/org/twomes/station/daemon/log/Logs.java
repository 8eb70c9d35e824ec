package org.twomes.station.daemon.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.twomes.station.common.SecretMask;
import org.twomes.station.config.LogSection;
import org.twomes.station.config.StationConfig;
import org.twomes.station.daemon.HeldSecrets;

/** The daemon's log as configured; before it starts, and for commands, {@code logback.xml} is in force. */
public final class Logs {
    /**
     * An event on one line, whatever its message and its stack trace hold: so that nobody can forge a line, and a line that is
     * found is the whole event.
     */
    static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%X{slot:--}] [%X{unit:--}] %logger{0}: "
            + "%replace(%replace(%msg%n%xEx){'\\s+$', ''}){'[\\r\\n]+\\s*', ' | '}%n%nopex";

    /** Folder of the log files in the data folder. */
    public static final String FOLDER = "logs";

    private static final String NAME = "station.log";
    private static final String CLOSED = "station.%d{yyyy-MM-dd}.%i.log.gz";
    private static final String FILE = "file";

    private Logs() {}

    /** Logs as {@code config} says from now on. */
    public static void start(StationConfig config) {
        LogSection settings = config.log();
        LoggerContext context = RuntimeLevels.context();
        SecretMask secrets = HeldSecrets.inOwnText(config);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            if (all.next() instanceof OutputStreamAppender<ILoggingEvent> console) {
                console.setEncoder(encoder(settings.format(), context, secrets));
            }
        }
        RuntimeLevels.apply(settings);
        limitRepeats(context);
        root.detachAppender(FILE);
        if (settings.totalMb() > 0) {
            root.addAppender(file(settings, config.station().data().resolve(FOLDER), context, secrets));
        }
    }

    private static void limitRepeats(LoggerContext context) {
        removeLimit(context);
        RepeatLimit limit = new RepeatLimit(context.getLogger(RepeatLimit.class), System::nanoTime);
        limit.setContext(context);
        limit.start();
        context.addTurboFilter(limit);
    }

    /** Removes the limit on repeated lines; it logs what it has left out. */
    private static void removeLimit(LoggerContext context) {
        for (TurboFilter filter : List.copyOf(context.getTurboFilterList())) {
            if (filter instanceof RepeatLimit limit) {
                limit.report(true);
                limit.stop();
                context.getTurboFilterList().remove(limit);
            }
        }
    }

    /** Closes the files; the console goes on. */
    public static void stop() {
        removeLimit(RuntimeLevels.context());
        Logger root = RuntimeLevels.context().getLogger(Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> file = root.getAppender(FILE);
        if (file != null) {
            root.detachAppender(file);
            file.stop();
        }
    }

    /**
     * An appender, started, that writes {@code station.log} and rolls it by day and size.
     *
     * @param folder of the log files
     * @param secrets hidden in what libraries and causes of exceptions say
     */
    public static Appender<ILoggingEvent> file(
            LogSection settings, Path folder, LoggerContext context, SecretMask secrets) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setName(FILE);
        file.setContext(context);
        file.setFile(folder.resolve(NAME).toString());
        file.setEncoder(encoder(settings.format(), context, secrets));
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(folder.resolve(CLOSED).toString());
        rolling.setMaxFileSize(megabytes(settings.fileMb()));
        rolling.setMaxHistory((int) Math.max(1, settings.keep().toDays()));
        rolling.setTotalSizeCap(megabytes(settings.totalMb()));
        rolling.setCleanHistoryOnStart(true);
        rolling.start();
        file.setRollingPolicy(rolling);
        file.start();
        return file;
    }

    /** An encoder, started; {@code secrets} are hidden in what libraries and causes of exceptions say. */
    static Encoder<ILoggingEvent> encoder(LogSection.Format format, LoggerContext context, SecretMask secrets) {
        Encoder<ILoggingEvent> guarded = new GuardedEncoder(plain(format, context), secrets);
        guarded.setContext(context);
        guarded.start();
        return guarded;
    }

    private static Encoder<ILoggingEvent> plain(LogSection.Format format, LoggerContext context) {
        return switch (format) {
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setContext(context);
                text.setPattern(LINE);
                text.start();
                yield text;
            }
            case JSON -> {
                JsonEncoder json = new JsonEncoder();
                json.setContext(context);
                json.setWithContext(false);
                json.setWithSequenceNumber(false);
                json.setWithNanoseconds(false);
                json.setWithMessage(false);
                json.setWithArguments(false);
                json.setWithFormattedMessage(true);
                json.start();
                yield json;
            }
        };
    }

    private static FileSize megabytes(int count) {
        return FileSize.valueOf(count + " mb");
    }
}
