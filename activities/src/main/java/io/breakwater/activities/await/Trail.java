package io.breakwater.activities.await;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * What an attempt leaves with its heartbeat for the next one.
 *
 * @param job the job it waited for; null before one was submitted
 * @param submitting when it began to submit; null when it did not get that far
 */
public record Trail(String job, Instant submitting) {

  public static Trail none() {
    return new Trail(null, null);
  }

  /** The job an earlier attempt waited for. */
  @JsonIgnore
  public Optional<String> earlierJob() {
    return Optional.ofNullable(job);
  }

  /**
   * Whether a call was begun whose answer nobody saw: its effect may be there, or may still come.
   */
  @JsonIgnore
  public boolean isAnswerLost() {
    return job == null && submitting != null;
  }
}
