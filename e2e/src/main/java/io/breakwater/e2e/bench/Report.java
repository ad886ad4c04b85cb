package io.breakwater.e2e.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was measured and says on the way what is going on. Thread-safe. */
final class Report {
  private final PrintWriter out;
  private final List<Figure> figures = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  Report(PrintWriter out) {
    this.out = out;
  }

  synchronized void say(String text) {
    out.println("  " + text);
  }

  synchronized void figure(Figure figure) {
    figures.add(figure);
  }

  /** What went wrong in a way that makes figures worthless; the benchmark ends as failed. */
  synchronized void trouble(String what) {
    troubles.add(what);
    out.println("  => " + what);
  }

  synchronized List<Figure> figures() {
    return List.copyOf(figures);
  }

  synchronized List<String> troubles() {
    return List.copyOf(troubles);
  }
}
