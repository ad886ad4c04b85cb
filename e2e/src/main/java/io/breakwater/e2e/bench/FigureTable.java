package io.breakwater.e2e.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints figures as a table. */
final class FigureTable {
  private static final String ROW = "%-62s %9s %-9s %-17s %-8s %s%n";

  private final PrintWriter out;

  FigureTable(PrintWriter out) {
    this.out = out;
  }

  void print(Measurement measurement, List<Figure> figures) {
    out.println();
    out.println(measurement.title());
    out.printf(ROW, "", "median", "", "lowest–highest", "target", "");
    figures.forEach(this::row);
    figures.stream()
        .map(Figure::note)
        .filter(note -> !note.isEmpty())
        .distinct()
        .forEach(note -> out.println("  note: " + note));
  }

  private void row(Figure figure) {
    String spread =
        figure.samples().size() == 1
            ? ""
            : number(figure.lowest()) + "–" + number(figure.highest());
    String target = figure.target().words();
    out.printf(
        ROW,
        figure.name(),
        number(figure.median()),
        figure.unit(),
        spread,
        target,
        target.isEmpty() ? "" : figure.meetsTarget() ? "met" : "MISSED");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.0f", value);
  }
}
