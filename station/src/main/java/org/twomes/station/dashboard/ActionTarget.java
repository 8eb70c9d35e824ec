package org.twomes.station.dashboard;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.twomes.station.ledger.Ledger;
import org.twomes.station.pipeline.LineControl;
import org.twomes.station.pipeline.SlotView;

/**
 * What an action is done to. Only what the station knows is taken, so that nothing else gets into the audit log: there it stands
 * under the name that the station has for it.
 */
enum ActionTarget {
    /** The line, or whatever is due. */
    NONE("") {
        @Override
        Target find(Order order, Known known) {
            return new Target("", Optional.empty());
        }
    },
    /** A slot by its name or its path. */
    SLOT("slot") {
        @Override
        Target find(Order order, Known known) {
            return of(order.slot(), text -> slot(text, known).map(SlotView::slot), "/api/slots");
        }
    },
    /** A board by its MAC. */
    MAC("mac as aa:bb:cc:dd:ee:ff") {
        @Override
        Target find(Order order, Known known) {
            return order.mac()
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .filter(text -> MAC_FORM.matcher(text).matches())
                    .map(mac -> new Target(mac, Optional.empty()))
                    .orElseGet(this::lacks);
        }
    },
    /** A sheet by its number. */
    SHEET("sheet") {
        @Override
        Target find(Order order, Known known) {
            return of(order.sheet(), text -> known.ledger().sheets().sheet(text).map(found -> text), "/api/sheets");
        }
    },
    /** A bundle of the catalogue by its name. */
    BUNDLE("bundle") {
        @Override
        Target find(Order order, Known known) {
            return of(
                    order.bundle(),
                    text -> Optional.of(text).filter(known.controls().firmware().available()::contains),
                    "/api/bundles");
        }
    },
    /** A unit by its number in the ledger. */
    UNIT("unit") {
        @Override
        Target find(Order order, Known known) {
            return of(
                    order.unit().map(String::valueOf),
                    text -> known.ledger().units().unit(Long.parseLong(text)).map(found -> text),
                    "/api/units");
        }
    },
    /** A place on a sheet; empty for the next one. */
    POSITION("position") {
        @Override
        Target find(Order order, Known known) {
            return new Target(order.position().map(String::valueOf).orElse(""), Optional.empty());
        }
    },
    /** A place on a sheet that must be said. */
    START("position") {
        @Override
        Target find(Order order, Known known) {
            return order.position().isEmpty() ? lacks() : POSITION.find(order, known);
        }
    },
    /** A part's logger and its level. */
    LOGGER("logger and a level") {
        @Override
        Target find(Order order, Known known) {
            if (order.logger().isEmpty() || order.level().isEmpty()) {
                return lacks();
            }
            String logger = order.logger().get();
            String level = order.level().get();
            return new Target(logger + " " + level, known.controls().logLevels().refusal(logger, level));
        }
    };

    private static final Pattern MAC_FORM = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    private final String noun;

    /** What the names of actions' objects are looked up in, and what carries the actions out. */
    record Known(LineControl line, Ledger ledger, WebServerParts.Controls controls) {}

    ActionTarget(String noun) {
        this.noun = noun;
    }

    /**
     * The target that an order names.
     *
     * @param name for the audit log
     * @param refusal why nothing can be done to it; then it does not belong into the audit log
     */
    record Target(String name, Optional<Outcome> refusal) {}

    /** Finds a name of the station's for a text. */
    @FunctionalInterface
    interface Lookup {
        Optional<String> find(String text);
    }

    abstract Target find(Order order, Known known);

    /** The slot of this name or path. */
    static Optional<SlotView> slot(String nameOrPath, Known known) {
        List<SlotView> slots = known.line().slots();
        return slots.stream()
                .filter(slot -> slot.path().equals(nameOrPath))
                .findFirst()
                .or(() -> slots.stream()
                        .filter(slot -> slot.slot().equalsIgnoreCase(nameOrPath))
                        .findFirst());
    }

    Target lacks() {
        return new Target("", Optional.of(Outcome.refused("The action needs a " + noun + ".")));
    }

    Target of(Optional<String> asked, Lookup lookup, String list) {
        if (asked.isEmpty()) {
            return lacks();
        }
        return lookup.find(asked.get())
                .map(name -> new Target(name, Optional.empty()))
                .orElseGet(() -> new Target(
                        "",
                        Optional.of(Outcome.refused(
                                "There is no " + noun + " " + asked.get() + ": GET " + list + " lists them."))));
    }
}
