package io.breakwater.gateway.operations;

import io.breakwater.gateway.operation.Cached;
import io.breakwater.inventory.history.StepTimes;
import io.breakwater.vm.ContextId;
import java.time.Duration;

/** How long steps may be expected to take, by earlier runs; read once in a while. Thread-safe. */
public final class Expectations {
  private static final Duration LIFE = Duration.ofSeconds(30);

  private final Cached<StepTimes.Expected> cached;

  /** Reads from these. */
  public Expectations(StepTimes times) {
    this.cached = new Cached<>(times::expected, LIFE, System::nanoTime);
  }

  /** Seconds, to a tenth. */
  double seconds(ContextId context, String step) {
    return Math.round(cached.get().of(context, step).toMillis() / 100.0) / 10.0;
  }
}
