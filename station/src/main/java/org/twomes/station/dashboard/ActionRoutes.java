package org.twomes.station.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.twomes.station.access.Role;
import org.twomes.station.access.Session;
import org.twomes.station.ledger.LedgerException;
import org.twomes.station.ledger.LedgerFault;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/**
 * What supervisors do. Each action is a {@code POST} of a JSON object and is written into the audit log before it is done; a
 * refusal is written after it.
 *
 * <pre>
 * POST /api/slot/run              {"slot": S}      run the board in S again from the start
 * POST /api/slot/release          {"slot": S}      forget what S shows
 * POST /api/slot/identify         {"slot": S}      read the board in S without changing it (no supervisor needed)
 * POST /api/line/run-failed       {}               run every failed board that is plugged
 * POST /api/line/pause            {}               drain: take no more boards, those that run go on
 * POST /api/line/resume           {}               take boards, those plugged meanwhile first
 * POST /api/approve               {"mac": M}       let this board be prepared though it exists, or once more
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
 * with users, the cookie that {@code POST /api/login} sets. The answer is {@code {"done": true, "words": "..."}} with 200, or
 * {@code {"done": false, "words": "why, and what to do"}} with 409 when nothing was changed; 400, 401, 403, 413 and 415 carry
 * {@code {"words": "..."}}. A board that was identified is {@code {"mac", "name", "state", "label"}}.
 */
final class ActionRoutes {
    private static final String IDENTIFY = "identify board";
    /** Follows the action in the audit log. */
    private static final String REFUSED = ": refused";

    private static final String MAC = "([0-9a-f]{2}:){5}[0-9a-f]{2}";

    private final DoorParts parts;

    /** An action as it comes; each takes one of these or none. */
    record Order(
            Optional<String> slot,
            Optional<String> mac,
            Optional<String> sheet,
            Optional<String> bundle,
            Optional<Long> unit,
            Optional<Integer> position,
            Optional<String> logger,
            Optional<String> level) {
        /** What it is done to, for the audit log. */
        String object() {
            return slot.or(() -> mac)
                    .or(() -> sheet)
                    .or(() -> bundle)
                    .or(() -> unit.map(String::valueOf))
                    .or(() -> position.map(String::valueOf))
                    .or(() -> logger.map(name -> name + " " + level.orElse("")))
                    .orElse("");
        }
    }

    ActionRoutes(DoorParts parts) {
        this.parts = parts;
    }

    void add(RoutesConfig routes) {
        Floor floor = parts.floor();
        SheetDesk sheets = parts.sheets();
        post(routes, "slot/run", "run again", (order, by) -> onSlot(order, this::runAgain));
        post(routes, "slot/release", "release slot", (order, by) -> onSlot(order, this::release));
        post(routes, "line/run-failed", "run failed ones", (order, by) -> runFailed());
        post(routes, "line/pause", "stop taking boards", (order, by) -> {
            floor.pause();
            return Outcome.done("The line takes no more boards; those that run go on.");
        });
        post(routes, "line/resume", "take boards", (order, by) -> {
            floor.resume();
            return Outcome.done("The line takes boards.");
        });
        post(routes, "approve", "approve device", this::approve);
        post(
                routes,
                "registrations/retry",
                "retry registrations",
                (order, by) -> parts.registrations().retryNow());
        post(routes, "sheets/flush", "flush sheet", (order, by) -> sheets.flush());
        post(routes, "sheets/void", "void position", (order, by) -> sheets.voidPlace(order.position(), by));
        post(
                routes,
                "sheets/start",
                "start sheet",
                (order, by) -> order.position()
                        .map(position -> sheets.start(position, by))
                        .orElseGet(() -> lacks("position")));
        post(
                routes,
                "sheets/reprint",
                "reprint sheet",
                (order, by) -> order.sheet()
                        .map(sheet -> sheets.reprintSheet(sheet, by))
                        .orElseGet(() -> lacks("sheet")));
        post(
                routes,
                "unit/reprint",
                "reprint label",
                (order, by) ->
                        order.unit().map(unit -> sheets.reprintLabel(unit, by)).orElseGet(() -> lacks("unit")));
        post(
                routes,
                "bundle",
                "change bundle",
                (order, by) -> order.bundle().map(parts.firmware()::choose).orElseGet(() -> lacks("bundle")));
        post(
                routes,
                "log-level",
                "set log level",
                (order, by) -> order.logger()
                        .flatMap(logger ->
                                order.level().map(level -> parts.logLevels().set(logger, level)))
                        .orElseGet(() -> lacks("logger and a level")));
        routes.get("/api/log-level", context -> {
            if (Guard.allows(context, Role.SUPERVISOR)) {
                Answers.json(context, parts.logLevels().levels());
            }
        });
        routes.post("/api/slot/identify", this::identify);
    }

    private void post(RoutesConfig routes, String path, String action, BiFunction<Order, String, Outcome> work) {
        routes.post("/api/" + path, context -> {
            if (!Guard.allows(context, Role.SUPERVISOR)) {
                return;
            }
            Optional<Order> order = Guard.body(context, Order.class);
            if (order.isEmpty()) {
                return;
            }
            String who = Guard.session(context).map(Session::user).orElse("");
            String object =
                    order.get().slot().flatMap(this::slot).map(SlotView::slot).orElseGet(order.get()::object);
            parts.access().audit(who, action, object);
            Outcome outcome = attempt(() -> work.apply(order.get(), who));
            if (!outcome.done()) {
                parts.access().audit(who, action + REFUSED, object);
                context.status(HttpStatus.CONFLICT);
            }
            Answers.json(context, outcome);
        });
    }

    /** What the ledger has reasons against is refused with them. */
    private static Outcome attempt(Supplier<Outcome> work) {
        try {
            return work.get();
        } catch (LedgerException e) {
            if (e.fault() == LedgerFault.CONFLICT) {
                return Outcome.refused(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private Outcome onSlot(Order order, Function<SlotView, Outcome> work) {
        Optional<String> asked = order.slot();
        if (asked.isEmpty()) {
            return lacks("slot");
        }
        return slot(asked.get())
                .map(work)
                .orElseGet(() -> Outcome.refused("There is no slot " + asked.get() + ": GET /api/slots lists them."));
    }

    /** The slot of this name or path. */
    private Optional<SlotView> slot(String nameOrPath) {
        List<SlotView> slots = parts.floor().slots();
        return slots.stream()
                .filter(slot -> slot.path().equals(nameOrPath))
                .findFirst()
                .or(() -> slots.stream()
                        .filter(slot -> slot.slot().equalsIgnoreCase(nameOrPath))
                        .findFirst());
    }

    private Outcome runAgain(SlotView slot) {
        return parts.floor().runAgain(slot.path())
                ? Outcome.done("The board in " + slot.slot() + " runs again.")
                : Outcome.refused("No board is in " + slot.slot() + ", or it is being worked on.");
    }

    private Outcome release(SlotView slot) {
        return parts.floor().release(slot.path())
                ? Outcome.done(slot.slot() + " is released.")
                : Outcome.refused("The board in " + slot.slot() + " is being worked on: wait until it is done.");
    }

    private Outcome runFailed() {
        Predicate<SlotView> again = slot -> slot.present() && slot.phase() == SlotPhase.FAILED;
        List<String> run = parts.floor().slots().stream()
                .filter(again)
                .filter(slot -> parts.floor().runAgain(slot.path()))
                .map(SlotView::slot)
                .toList();
        return run.isEmpty()
                ? Outcome.refused("No failed board is plugged.")
                : Outcome.done("Run again: " + String.join(", ", run) + ".");
    }

    private Outcome approve(Order order, String by) {
        Optional<String> mac =
                order.mac().map(text -> text.toLowerCase(Locale.ROOT)).filter(text -> text.matches(MAC));
        if (mac.isEmpty()) {
            return lacks("mac as aa:bb:cc:dd:ee:ff");
        }
        parts.floor().approve(mac.get(), by);
        return Outcome.done(mac.get() + " may be prepared; its slot runs again if it is plugged.");
    }

    /**
     * Reading a board changes nothing, so it needs no supervisor; but it resets the board and keeps its slot busy, so it is no
     * GET and is written down.
     */
    private void identify(Context context) throws IOException {
        Optional<Order> order = Guard.body(context, Order.class);
        if (order.isEmpty()) {
            return;
        }
        String asked = order.get().slot().orElse("");
        Optional<SlotView> slot = slot(asked);
        String name = slot.map(SlotView::slot).orElse(asked);
        String who = Guard.session(context).map(Session::user).orElse("");
        parts.access().audit(who, IDENTIFY, name);
        Optional<Identify.Board> board = slot.flatMap(known -> parts.identify().identify(known.path()));
        if (board.isPresent()) {
            Answers.json(context, board.get());
        } else {
            parts.access().audit(who, IDENTIFY + REFUSED, name);
            Guard.stop(
                    context,
                    HttpStatus.CONFLICT,
                    "No board in " + name
                            + " answers: plug it in, or wait until its run (or another reading of it) is over.");
        }
    }

    private static Outcome lacks(String what) {
        return Outcome.refused("The action needs a " + what + ".");
    }
}
