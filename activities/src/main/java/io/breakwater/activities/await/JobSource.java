package io.breakwater.activities.await;

import java.util.Optional;
import java.util.Set;

/**
 * Where jobs of one endpoint can be asked for.
 *
 * <p>Both methods throw when the endpoint did not answer properly; the watcher then keeps waiting.
 */
public interface JobSource {

  /** The ids of everything still pending, in as few calls as the endpoint allows. */
  Set<String> pending();

  /**
   * How a job ended; empty while it is still pending.
   *
   * @return {@link JobEnd.Vanished} only when the endpoint answered properly that it knows no such
   *     job
   */
  Optional<JobEnd> result(String id);

  /** Whether some ends come about, or are noticed, only when {@link #pending} is asked. */
  default boolean listTellsMore() {
    return true;
  }
}
