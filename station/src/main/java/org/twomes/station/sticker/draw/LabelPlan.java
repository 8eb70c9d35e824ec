package org.twomes.station.sticker.draw;

import java.util.Optional;
import org.twomes.station.sticker.template.Box;
import org.twomes.station.sticker.template.DesignPicture;
import org.twomes.station.sticker.template.LabelDesign;

/**
 * Where the parts of a design go within the space beside or below the code.
 *
 * @param text the lines
 * @param logo above them at the left; of no size without one
 * @param marks below them at the right; of no size without any
 */
record LabelPlan(Box text, Box logo, Box marks) {
    private static final double GAP_MM = 0.6;

    static LabelPlan of(LabelDesign design, Box space) {
        double above = strip(design.logo());
        double below = strip(design.marks());
        Box text = new Box(space.left(), space.top() + above, space.width(), space.height() - above - below);
        Box logo = design.logo()
                .map(picture -> new Box(space.left(), space.top(), picture.widthMm(), picture.heightMm()))
                .orElse(new Box(space.left(), space.top(), 0, 0));
        Box marks = design.marks()
                .map(picture -> new Box(
                        space.right() - picture.widthMm(),
                        space.bottom() - picture.heightMm(),
                        picture.widthMm(),
                        picture.heightMm()))
                .orElse(new Box(space.right(), space.bottom(), 0, 0));
        return new LabelPlan(text, logo, marks);
    }

    private static double strip(Optional<DesignPicture> picture) {
        return picture.map(it -> it.heightMm() + GAP_MM).orElse(0.0);
    }
}
