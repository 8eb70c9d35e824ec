/** The main job on the virtual rig: a station of its own, an operator who plugs and pulls boards, and the report on it. */
@NullMarked
package org.twomes.station.demo;

import org.jspecify.annotations.NullMarked;
