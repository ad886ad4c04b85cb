package io.breakwater.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Every call of every kind of workflow with a worker killed right at it and with its answer lost;
 * several such faults in one run.
 */
class ShortSweepTest {
  private static final Path TARGET = Path.of("target", "short-sweep").toAbsolutePath();

  @Test
  void losesNothingWhereverTheWorkerDiesOrAnAnswerIsLost() throws IOException {
    SweepOptions options = SweepOptions.shortForm();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Tally tally;
    try (SweepWorld world = SweepWorld.start(TARGET.resolve("world"))) {
      tally = new Sweep(world, options, out).run();
    }
    new SweepReport(tally, options.seed()).writeTo(TARGET);

    assertThat(tally.failures()).as(tally.line()).isEmpty();
    assertThat(tally.orphans()).isEmpty();
    assertThat(tally.unreached()).isEmpty();
    assertThat(tally.covered()).isEqualTo(tally.total());
  }
}
