package org.twomes.station.pipeline.run;

import org.twomes.station.esp.FlashChip;
import org.twomes.station.esp.Loader;

/** A board whose loader answers and whose flash is known; nothing on it was changed yet. */
record Connected(Loader loader, FlashChip flash, LoaderEvents events) {}
