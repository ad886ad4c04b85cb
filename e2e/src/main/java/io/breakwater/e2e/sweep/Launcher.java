package io.breakwater.e2e.sweep;

import io.temporal.client.WorkflowClient;
import java.util.concurrent.Executor;

/** Starts operations whose calls are followed, and played with. */
final class Launcher {
  private final SweepWorld world;
  private final Faulty faulty;

  Launcher(SweepWorld world, Executor pool) {
    this.world = world;
    WorkflowClient client = world.world().client();
    this.faulty =
        new Faulty(
            world.cloud(),
            pool,
            context -> Operation.of(client, context).cancel(),
            context -> Operation.of(client, context).terminate("swept away"));
  }

  SweepRun start(Assignment work, Rounds rounds) {
    String context = work.vm().contextId();
    Track track = new Track(context, work.points(), faulty, rounds);
    world.gate().follow(context, track);
    if (work.flow() == Flow.COMMIT) {
      // The oracle cannot know what a person wants.
      world.world().simulator().oracle().commit(context);
    }
    Operation operation = Operation.start(world.world().client(), work.flow(), work.vm());
    return new SweepRun(work.flow(), work.vm(), work.points(), track, operation);
  }

  void forget(SweepRun run) {
    world.gate().forget(run.vm().contextId());
  }
}
