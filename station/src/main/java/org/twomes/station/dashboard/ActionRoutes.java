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
import org.twomes.station.access.Role;
import org.twomes.station.access.Session;
import org.twomes.station.pipeline.SlotPhase;
import org.twomes.station.pipeline.SlotView;

/** What supervisors do. Each action is written into the audit log before it is done, and its outcome after it. */
final class ActionRoutes {
    private static final String MAC = "([0-9a-f]{2}:){5}[0-9a-f]{2}";

    private final DoorParts parts;

    /** An action as it comes; each takes one of these or none. */
    record Order(
            Optional<String> slot,
            Optional<String> mac,
            Optional<String> sheet,
            Optional<String> bundle,
            Optional<Long> unit,
            Optional<Integer> position) {
        String object() {
            return slot.or(() -> mac)
                    .or(() -> sheet)
                    .or(() -> bundle)
                    .or(() -> unit.map(String::valueOf))
                    .or(() -> position.map(String::valueOf))
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
        post(routes, "sheets/void", "void position", (order, by) -> sheets.voidNext(by));
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
            parts.access().audit(who, action, order.get().object());
            Outcome outcome = work.apply(order.get(), who);
            if (!outcome.done()) {
                parts.access().audit(who, action + ": refused", order.get().object());
                context.status(HttpStatus.CONFLICT);
            }
            Answers.json(context, outcome);
        });
    }

    private static Outcome onSlot(Order order, Function<String, Outcome> work) {
        return order.slot().map(work).orElseGet(() -> lacks("slot"));
    }

    private Outcome runAgain(String slot) {
        return parts.floor().runAgain(slot)
                ? Outcome.done("The board in " + slot + " runs again.")
                : Outcome.refused("No board is in " + slot + ", or it is being worked on.");
    }

    private Outcome release(String slot) {
        return parts.floor().release(slot)
                ? Outcome.done(slot + " is released.")
                : Outcome.refused("There is no slot " + slot + ", or its board is being worked on.");
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

    /** Reading a board changes nothing, so it needs no supervisor; but it resets the board, so it is no GET. */
    private void identify(Context context) throws IOException {
        Optional<Order> order = Guard.body(context, Order.class);
        if (order.isEmpty()) {
            return;
        }
        String slot = order.get().slot().orElse("");
        Optional<Identify.Board> board = parts.identify().identify(slot);
        if (board.isPresent()) {
            Answers.json(context, board.get());
        } else {
            Guard.stop(
                    context,
                    HttpStatus.CONFLICT,
                    "No board in " + slot + " answers: plug it in, or wait until its run is over.");
        }
    }

    private static Outcome lacks(String what) {
        return Outcome.refused("The action needs a " + what + ".");
    }
}
