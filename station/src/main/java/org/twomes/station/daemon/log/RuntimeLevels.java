package org.twomes.station.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.twomes.station.config.LogSection;
import org.twomes.station.dashboard.LogLevels;
import org.twomes.station.dashboard.Outcome;

/** Levels of Logback's loggers, which can be changed while the station runs. */
public final class RuntimeLevels implements LogLevels {
    private static final String ROOT = "root";
    private static final String OURS = "org.twomes.station.";
    private static final String DEFAULT = "default";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$]{1,120}");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");
    /** These log whole requests at lower levels, with session cookies and passwords. */
    private static final List<String> NEVER_BELOW_INFO = List.of("org.eclipse.jetty", "io.javalin", "jdk.", "java.");

    /** The levels of the configuration. */
    static void apply(LogSection settings) {
        context()
                .getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.toLevel(settings.level().name()));
        for (String level : settings.levels()) {
            String[] parts = level.split("=");
            new RuntimeLevels().set(parts[0], parts[1]);
        }
    }

    /** Replaces the levels of one configuration by those of another; a logger that it does not name any more inherits its level. */
    public static void change(LogSection before, LogSection now) {
        for (String level : before.levels()) {
            new RuntimeLevels().set(level.split("=")[0], DEFAULT);
        }
        apply(now);
    }

    @Override
    public Map<String, String> levels() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : context().getLoggerList()) {
            if (logger.getLevel() != null) {
                boolean root = logger.getName().equals(Logger.ROOT_LOGGER_NAME);
                levels.put(
                        root ? ROOT : logger.getName(),
                        logger.getLevel().toString().toLowerCase(Locale.ROOT));
            }
        }
        return levels;
    }

    @Override
    public Optional<Outcome> refusal(String logger, String level) {
        String name = fullName(logger);
        String wanted = level.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(logger).matches()) {
            return Optional.of(
                    Outcome.refused("A logger is a part such as port or esp, a logger's full name, or root."));
        }
        if (!forgets(name, wanted) && !LEVELS.contains(wanted)) {
            return Optional.of(Outcome.refused(
                    "A level is one of " + String.join(", ", LEVELS) + "; default forgets the level of a part."));
        }
        boolean chatty = wanted.equals("debug") || wanted.equals("trace");
        return chatty && guarded(name)
                ? Optional.of(Outcome.refused(
                        name + " would write sessions and passwords into the log at level " + wanted + "."))
                : Optional.empty();
    }

    @Override
    public Outcome set(String logger, String level) {
        Optional<Outcome> refusal = refusal(logger, level);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String name = fullName(logger);
        String wanted = level.toLowerCase(Locale.ROOT);
        boolean forget = forgets(name, wanted);
        // What must never be below INFO must not inherit such a level either.
        Level forgotten = guarded(name) ? Level.WARN : null;
        context().getLogger(name).setLevel(forget ? forgotten : Level.toLevel(wanted));
        return Outcome.done(logger + (forget ? " inherits its level." : " writes at level " + wanted + "."));
    }

    private static boolean forgets(String name, String wanted) {
        return wanted.equals(DEFAULT) && !name.equals(Logger.ROOT_LOGGER_NAME);
    }

    private static boolean guarded(String name) {
        return NEVER_BELOW_INFO.stream().anyMatch(name::startsWith);
    }

    /** A name without a dot is one of our packages. */
    private static String fullName(String logger) {
        if (logger.equalsIgnoreCase(ROOT)) {
            return Logger.ROOT_LOGGER_NAME;
        }
        return logger.contains(".") ? logger : OURS + logger;
    }

    /** Logback's context. */
    public static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
