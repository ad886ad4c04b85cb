package io.breakwater.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    assertThat(uncoveredCalls(tally)).isEmpty();
  }

  /**
   * How often a state is read while something is awaited differs from run to run, so the last of
   * many equal reads may not come again; each call has to be struck at least once.
   */
  private static List<String> uncoveredCalls(Tally tally) {
    Set<String> struck = new HashSet<>();
    tally.verdicts().forEach(v -> v.played().forEach(point -> struck.add(call(point))));
    return tally.points().stream()
        .map(ShortSweepTest::call)
        .distinct()
        .filter(call -> !struck.contains(call))
        .toList();
  }

  private static String call(FaultPoint point) {
    String call = point.call().call();
    // Which job is still polled when it ends is a matter of time: one poll stands for all.
    String struck = point.call().isPoll() ? call.replaceFirst("\\(.*", "") : call;
    return point.flow().title() + ": " + point.fault() + " at " + struck;
  }
}
