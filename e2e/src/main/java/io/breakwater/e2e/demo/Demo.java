package io.breakwater.e2e.demo;

import io.breakwater.e2e.world.World;
import io.breakwater.simulator.site.SampleSite;
import java.io.PrintWriter;

/** A story, watched, timed and judged. */
final class Demo {
  private final World world;
  private final Scenario scenario;
  private final PrintWriter out;

  Demo(World world, Scenario scenario, PrintWriter out) {
    this.world = world;
    this.scenario = scenario;
    this.out = out;
  }

  Summary run() throws InterruptedException {
    SampleSite.addTo(world.site());
    world.startWorker("worker");
    out.println("Temporal web UI while it runs: " + world.temporal().uiUrl());
    Stage stage = new Stage(world, out);
    scenario.story().play(stage);
    var violations = world.simulator().oracle().violations();
    violations.forEach(v -> stage.problems().add("violation: " + v));
    Summary summary =
        new Summary(scenario.key(), stage.operations(), violations.size(), stage.problems());
    tell(summary);
    return summary;
  }

  private void tell(Summary summary) {
    out.println();
    if (summary.ok()) {
      out.println("All is where it belongs: CloudStack, daemon and database agree, 0 violations.");
    } else {
      out.println("The demo FAILED:");
      summary.problems().forEach(p -> out.println("  - " + p));
    }
  }
}
