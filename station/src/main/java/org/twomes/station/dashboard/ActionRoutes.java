package org.twomes.station.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.twomes.station.access.Access;
import org.twomes.station.access.Role;
import org.twomes.station.access.Session;
import org.twomes.station.dashboard.http.Guard;
import org.twomes.station.dashboard.http.JsonAnswers;
import org.twomes.station.fault.FaultCode;
import org.twomes.station.fault.FaultException;
import org.twomes.station.ledger.GivenData;
import org.twomes.station.pipeline.LineControl;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/**
 * What supervisors do. Each action is a {@code POST} of a JSON object and is written into the audit log before it is done; a
 * refusal is written after it. What the station does not know by that name is refused before: only names of its own get into the
 * audit log. One session, and one user a day, may act so often ({@link org.twomes.station.access.Access#act}); beyond, the answer
 * is 429 and nothing is done.
 *
 * <pre>
 * POST /api/slot/run              {"slot": S}      run the board in S again from the start
 * POST /api/slot/release          {"slot": S}      forget what S shows
 * POST /api/slot/identify         {"slot": S}      read the board in S without changing it (no supervisor needed)
 * POST /api/line/run-failed       {}               run every failed board that is plugged
 * POST /api/line/pause            {}               drain: take no more boards, those that run go on
 * POST /api/line/resume           {}               take boards, those plugged meanwhile first
 * POST /api/approve               {"mac": M}       let this board be prepared though it exists, or once more
 * POST /api/unit-data/release     {"mac": M}       give back the data that this board alone was given
 * POST /api/registrations/retry   {}               try all waiting registrations now
 * POST /api/sheets/flush          {}               finish the open sheet
 * POST /api/sheets/void           {"position": N}  leave place N of the open sheet free; {}: the next one
 * POST /api/sheets/start          {"position": N}  start a part-used sheet at place N, from 1
 * POST /api/sheets/reprint        {"sheet": NUMBER}
 * POST /api/unit/reprint          {"unit": ID}     ID as /api/units gives it
 * POST /api/bundle                {"bundle": NAME} check a bundle of /api/bundles and give it to the next boards
 * POST /api/log-level             {"logger": NAME, "level": LEVEL} as {@link LogLevels} says; GET shows all, to supervisors
 * </pre>
 *
 * S is a slot's name or its USB path; M is {@code aa:bb:cc:dd:ee:ff}. The request needs {@code Content-Type:
 * application/json}, the header {@code X-CSRF-Token} with what {@code GET /api/me} gives as {@code csrf} and, on a station
 * with users, the cookie that {@code POST /api/login} sets. The answer is {@code {"done": true, "message": "..."}} with 200, or
 * {@code {"done": false, "message": "why, and what to do"}} with 409 when nothing was changed; 400, 401, 403, 413, 415 and 429 carry
 * {@code {"message": "..."}}. A board that was identified is {@code {"mac", "name", "state", "label", "data"}}.
 */
final class ActionRoutes {
    private static final String IDENTIFY = "identify board";
    /** Follows the action in the audit log. */
    private static final String REFUSED = ": refused";

    private final Access access;
    private final ActionTarget.Known known;

    ActionRoutes(Access access, ActionTarget.Known known) {
        this.access = access;
        this.known = known;
    }

    /** Does an action for somebody. */
    @FunctionalInterface
    private interface Work {
        Outcome apply(Order order, String by);
    }

    void add(RoutesConfig routes) {
        LineControl line = known.line();
        post(routes, "slot/run", "run again", ActionTarget.SLOT, (order, by) -> onSlot(order, this::runAgain));
        post(routes, "slot/release", "release slot", ActionTarget.SLOT, (order, by) -> onSlot(order, this::release));
        post(routes, "line/run-failed", "run failed ones", ActionTarget.NONE, (order, by) -> runFailed());
        post(routes, "line/pause", "stop taking boards", ActionTarget.NONE, (order, by) -> {
            line.pause();
            return Outcome.done("The line takes no more boards; those that run go on.");
        });
        post(routes, "line/resume", "take boards", ActionTarget.NONE, (order, by) -> {
            line.resume();
            return Outcome.done("The line takes boards.");
        });
        post(routes, "approve", "approve device", ActionTarget.MAC, this::approve);
        post(routes, "unit-data/release", "release unit data", ActionTarget.MAC, this::releaseData);
        post(
                routes,
                "registrations/retry",
                "retry registrations",
                ActionTarget.NONE,
                (order, by) -> known.controls().registrations().retryNow());
        addSheets(routes);
        post(
                routes,
                "bundle",
                "change bundle",
                ActionTarget.BUNDLE,
                (order, by) -> known.controls().firmware().choose(order.bundle().orElseThrow()));
        post(
                routes,
                "log-level",
                "set log level",
                ActionTarget.LOGGER,
                (order, by) -> known.controls()
                        .logLevels()
                        .set(order.logger().orElseThrow(), order.level().orElseThrow()));
        routes.get("/api/log-level", this::logLevels);
        routes.head("/api/log-level", this::logLevels);
        routes.post("/api/slot/identify", this::identify);
    }

    private void logLevels(Context context) {
        if (Guard.allows(context, Role.SUPERVISOR)) {
            JsonAnswers.json(context, known.controls().logLevels().levels());
        }
    }

    private void addSheets(RoutesConfig routes) {
        SheetControl sheets = known.controls().sheets();
        post(routes, "sheets/flush", "flush sheet", ActionTarget.NONE, (order, by) -> sheets.flush());
        post(
                routes,
                "sheets/void",
                "void position",
                ActionTarget.POSITION,
                (order, by) -> sheets.voidPlace(order.position(), by));
        post(
                routes,
                "sheets/start",
                "start sheet",
                ActionTarget.START,
                (order, by) -> sheets.start(order.position().orElseThrow(), by));
        post(
                routes,
                "sheets/reprint",
                "reprint sheet",
                ActionTarget.SHEET,
                (order, by) -> sheets.reprintSheet(order.sheet().orElseThrow(), by));
        post(
                routes,
                "unit/reprint",
                "reprint label",
                ActionTarget.UNIT,
                (order, by) -> sheets.reprintLabel(order.unit().orElseThrow(), by));
    }

    private void post(RoutesConfig routes, String path, String action, ActionTarget target, Work work) {
        routes.post("/api/" + path, context -> {
            if (!Guard.allows(context, Role.SUPERVISOR)) {
                return;
            }
            Optional<Order> order = order(context);
            if (order.isEmpty()) {
                return;
            }
            ActionTarget.Target found = target.find(order.get(), known);
            if (found.refusal().isPresent()) {
                answer(context, found.refusal().get());
            } else if (written(context, action, found.name())) {
                String who = user(context);
                Outcome outcome = attempt(() -> work.apply(order.get(), who));
                if (!outcome.done()) {
                    note(context, action, found.name());
                }
                answer(context, outcome);
            }
        });
    }

    /** What an action is done to; empty when the body is no order, and then the request is answered. */
    private static Optional<Order> order(Context context) throws IOException {
        Optional<Order> order = Guard.body(context, Order.class);
        if (order.isPresent() && !order.get().bounded()) {
            Guard.stop(context, HttpStatus.BAD_REQUEST, "a name has at most " + Order.LONGEST_FIELD + " characters");
            return Optional.empty();
        }
        return order;
    }

    /** Writes an action into the audit log before it is done; where that takes no more of this user, the request is answered. */
    private boolean written(Context context, String action, String object) {
        Optional<String> refusal = Guard.session(context).flatMap(session -> access.act(session, action, object));
        refusal.ifPresent(message -> Guard.stop(context, HttpStatus.TOO_MANY_REQUESTS, message));
        return refusal.isEmpty();
    }

    private void note(Context context, String action, String object) {
        Guard.session(context).ifPresent(session -> access.note(session, action + REFUSED, object));
    }

    private static String user(Context context) {
        return Guard.session(context).map(Session::user).orElse("");
    }

    private static void answer(Context context, Outcome outcome) {
        if (!outcome.done()) {
            context.status(HttpStatus.CONFLICT);
        }
        JsonAnswers.json(context, outcome);
    }

    /** What the ledger has reasons against is refused with them. */
    private static Outcome attempt(Supplier<Outcome> work) {
        try {
            return work.get();
        } catch (FaultException e) {
            if (e.code() == FaultCode.LEDGER_CONFLICT) {
                return Outcome.refused(e.advised());
            }
            throw e;
        }
    }

    /** The slot was there when its action was written down; it may have gone since. */
    private Outcome onSlot(Order order, Function<SlotView, Outcome> work) {
        return order.slot()
                .flatMap(asked -> ActionTarget.slot(asked, known))
                .map(work)
                .orElseGet(() -> Outcome.refused("That slot is gone: GET /api/slots lists them."));
    }

    private Outcome runAgain(SlotView slot) {
        Optional<String> finished = known.line().finished(slot.path());
        if (finished.isPresent()) {
            return Outcome.refused(finished.get());
        }
        return known.line().runAgain(slot.path())
                ? Outcome.done("The board in " + slot.slot() + " runs again.")
                : Outcome.refused("Nothing was started: no board is in " + slot.slot()
                        + ", or it is being worked on, or too many boards wait.");
    }

    private Outcome release(SlotView slot) {
        return known.line().release(slot.path())
                ? Outcome.done(slot.slot() + " is released.")
                : Outcome.refused("The board in " + slot.slot() + " is being worked on: wait until it is done.");
    }

    private Outcome runFailed() {
        Predicate<SlotView> again = slot -> slot.present() && slot.phase() == SlotPhase.FAILED;
        List<String> run = known.line().slots().stream()
                .filter(again)
                .filter(slot -> known.line().runAgain(slot.path()))
                .map(SlotView::slot)
                .toList();
        return run.isEmpty()
                ? Outcome.refused("No failed board is plugged.")
                : Outcome.done("Run again: " + String.join(", ", run) + ".");
    }

    private Outcome approve(Order order, String by) {
        String mac = order.mac().orElseThrow().toLowerCase(Locale.ROOT);
        String follows = switch (known.line().approve(mac, by)) {
            case REGISTERS -> "its registration is tried again";
            case RUNS -> "its slot runs again";
            case WAITS -> "it is not plugged, or is being worked on, so it is prepared when it is plugged next";
        };
        return Outcome.done(mac + " is approved: " + follows + ".");
    }

    private Outcome releaseData(Order order, String by) {
        String mac = order.mac().orElseThrow().toLowerCase(Locale.ROOT);
        Optional<List<GivenData>> released = known.line().releaseData(mac, by);
        if (released.isEmpty()) {
            return Outcome.refused(mac + " is being worked on, here or at another station: wait until it is done.");
        }
        String what = released.get().stream().map(GivenData::shown).collect(Collectors.joining(", "));
        return what.isEmpty()
                ? Outcome.refused(mac + " was given no data.")
                : Outcome.done(what + " of " + mac + " may be given to another board now.");
    }

    /**
     * Reading a board changes nothing, so it needs no supervisor; but it resets the board and keeps its slot busy, so it is no
     * GET and is written down.
     */
    private void identify(Context context) throws IOException {
        Optional<Order> order = order(context);
        if (order.isEmpty()) {
            return;
        }
        ActionTarget.Target found = ActionTarget.SLOT.find(order.get(), known);
        if (found.refusal().isPresent()) {
            answer(context, found.refusal().get());
        } else if (written(context, IDENTIFY, found.name())) {
            identified(context, order.get(), found.name());
        }
    }

    private void identified(Context context, Order order, String name) {
        Optional<Identify.Board> board = order.slot()
                .flatMap(asked -> ActionTarget.slot(asked, known))
                .flatMap(slot -> known.controls().identify().identify(slot.path()));
        if (board.isPresent()) {
            JsonAnswers.json(context, board.get());
        } else {
            note(context, IDENTIFY, name);
            Guard.stop(
                    context,
                    HttpStatus.CONFLICT,
                    "No board in " + name
                            + " answers: plug it in, or wait until its run (or another reading of it) is over.");
        }
    }
}
