package io.breakwater.e2e.bench;

/** One question that the benchmark answers. */
interface Measurement {
  /** Its name on the command line and in the summary. */
  String key();

  /** The question, for the reader of the table. */
  String title();

  void take(BenchOptions options, Report report) throws InterruptedException;
}
