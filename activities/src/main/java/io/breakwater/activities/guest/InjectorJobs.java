package io.breakwater.activities.guest;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobSource;
import io.breakwater.activities.guest.InjectionState.Alive;
import io.breakwater.activities.guest.InjectionState.Died;
import io.breakwater.activities.guest.InjectionState.Exited;
import io.breakwater.activities.guest.InjectionState.Unknown;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The injections of this appliance as jobs to be watched. Looking at them also ends those that are
 * over the time limit.
 */
public final class InjectorJobs implements JobSource {
  private final ProcessInjectors injectors;

  public InjectorJobs(ProcessInjectors injectors) {
    this.injectors = injectors;
  }

  @Override
  public Set<String> pending() {
    Set<String> alive = new HashSet<>();
    for (Injection run : injectors.all()) {
      if (injectors.state(run.id()) instanceof Alive) {
        injectors.enforceLimit(run);
        alive.add(run.id());
      }
    }
    return alive;
  }

  @Override
  public Optional<JobEnd> result(String id) {
    InjectionState state = injectors.state(id);
    if (state instanceof Alive) {
      return Optional.empty();
    }
    if (state instanceof Exited exited) {
      return Optional.of(
          exited.code() == 0
              ? new JobEnd.Succeeded("")
              : new JobEnd.Failed(exited.code(), "it ended with exit code " + exited.code()));
    }
    if (state instanceof Died died) {
      return Optional.of(new JobEnd.Failed(0, died.why()));
    }
    if (state instanceof Unknown) {
      return Optional.of(new JobEnd.Vanished());
    }
    throw new IllegalStateException("unknown state " + state);
  }
}
