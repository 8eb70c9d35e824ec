package org.twomes.station.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The scale measurements as a picture: efficiency, CPU and memory over the number of boards. */
final class ScalePlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 900;

    private ScalePlot() {}

    static void write(Path file, List<ScaleRow> rows) throws IOException {
        CombinedDomainXYPlot all = new CombinedDomainXYPlot(new NumberAxis("boards at once, 921600 baud"));
        all.add(plot("efficiency", rows, ScaleRow::efficiency));
        all.add(plot("station CPU, s a board", rows, ScaleRow::cpuSecondsPerBoard));
        all.add(plot("resident, MB", rows, ScaleRow::residentMb));
        JFreeChart chart = new JFreeChart("Twomes station: boards at once", all);
        chart.removeLegend();
        File target = file.toFile();
        ChartUtils.saveChartAsPNG(target, chart, WIDTH, HEIGHT);
    }

    private static XYPlot plot(String name, List<ScaleRow> rows, ToDoubleFunction<ScaleRow> value) {
        XYSeries series = new XYSeries(name);
        rows.forEach(row -> series.add(row.boards(), value.applyAsDouble(row)));
        NumberAxis axis = new NumberAxis(name);
        axis.setAutoRangeIncludesZero(true);
        return new XYPlot(new XYSeriesCollection(series), null, axis, new XYLineAndShapeRenderer(true, true));
    }
}
