package org.twomes.station.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.labels.StandardXYItemLabelGenerator;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The scale measurements as a picture: efficiency, CPU, memory and threads over the number of boards, beside what they may be. */
final class ScalePlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 1000;
    private static final double ROOM_ABOVE = 1.25;
    private static final double ROOM_BESIDE = 1.3;
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 18);
    private static final Color LINE = new Color(0x1F5FA8);
    private static final Color BOUND = new Color(0xC0392B);
    private static final Color GRID = new Color(0xD5D8DC);
    private static final DecimalFormatSymbols POINT = DecimalFormatSymbols.getInstance(Locale.ROOT);

    private static final double LEAST_EFFICIENCY = 0.95;
    private static final double MOST_CPU_SECONDS = 0.25;
    private static final double MOST_RESIDENT_MB = 400;

    private ScalePlot() {}

    static void write(Path file, List<ScaleRow> rows) throws IOException {
        CombinedDomainXYPlot all = new CombinedDomainXYPlot(boards(rows));
        all.setGap(14);
        all.add(plot("efficiency", "0.000", rows, ScaleRow::efficiency, OptionalDouble.of(LEAST_EFFICIENCY)));
        all.add(plot(
                "CPU, s a board", "0.000", rows, ScaleRow::cpuSecondsPerBoard, OptionalDouble.of(MOST_CPU_SECONDS)));
        all.add(plot("resident, MB", "0", rows, ScaleRow::residentMb, OptionalDouble.of(MOST_RESIDENT_MB)));
        all.add(plot("threads", "0", rows, ScaleRow::threads, OptionalDouble.empty()));
        JFreeChart chart = new JFreeChart("Twomes station: boards prepared at once", BOLD, all, false);
        chart.addSubtitle(new TextTitle(
                Runtime.getRuntime().availableProcessors() + " cores, station and rig together; red: the bounds",
                PLAIN));
        chart.setBackgroundPaint(Color.WHITE);
        ChartUtils.saveChartAsPNG(file.toFile(), chart, WIDTH, HEIGHT);
    }

    private static NumberAxis plain(NumberAxis axis) {
        axis.setLabelFont(PLAIN);
        axis.setTickLabelFont(PLAIN);
        return axis;
    }

    /** Each doubling is a step, for that is how the numbers are chosen. */
    private static LogAxis boards(List<ScaleRow> rows) {
        LogAxis axis = new LogAxis("boards at once, " + rows.get(0).baud() + " baud");
        axis.setBase(2);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(new DecimalFormat("0", POINT));
        axis.setLabelFont(PLAIN);
        axis.setTickLabelFont(PLAIN);
        axis.setRange(
                1 / ROOM_BESIDE, rows.stream().mapToInt(ScaleRow::boards).max().orElse(1) * ROOM_BESIDE);
        return axis;
    }

    private static XYPlot plot(
            String name, String format, List<ScaleRow> rows, ToDoubleFunction<ScaleRow> value, OptionalDouble bound) {
        XYSeries series = new XYSeries(name);
        rows.forEach(row -> series.add(row.boards(), value.applyAsDouble(row)));
        NumberAxis axis = plain(new NumberAxis(name));
        axis.setRange(0, Math.max(series.getMaxY(), bound.orElse(0)) * ROOM_ABOVE);
        DecimalFormat numbers = new DecimalFormat(format, POINT);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
        renderer.setSeriesPaint(0, LINE);
        renderer.setSeriesStroke(0, new BasicStroke(2));
        renderer.setDefaultItemLabelGenerator(new StandardXYItemLabelGenerator("{2}", numbers, numbers));
        renderer.setDefaultItemLabelFont(PLAIN);
        renderer.setDefaultItemLabelsVisible(true);
        XYPlot plot = new XYPlot(new XYSeriesCollection(series), null, axis, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        bound.ifPresent(at -> plot.addRangeMarker(marker(at, numbers)));
        return plot;
    }

    private static ValueMarker marker(double at, DecimalFormat numbers) {
        ValueMarker marker = new ValueMarker(at, BOUND, new BasicStroke(1.5f));
        marker.setLabel(numbers.format(at));
        marker.setLabelFont(PLAIN);
        marker.setLabelPaint(BOUND);
        marker.setLabelBackgroundColor(Color.WHITE);
        marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
        return marker;
    }
}
