/** The geometry of sheets and rolls: template files, read and checked, and the grid of labels on a page. */
@NullMarked
package org.twomes.station.sticker.template;

import org.jspecify.annotations.NullMarked;
