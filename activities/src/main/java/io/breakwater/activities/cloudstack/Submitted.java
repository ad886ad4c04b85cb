package io.breakwater.activities.cloudstack;

import java.util.Optional;

/**
 * A job that CloudStack took.
 *
 * @param objectId the new object's id, which CloudStack answers at once for deploy and
 *     createSnapshot; null otherwise
 */
public record Submitted(String job, String objectId) {
  public Optional<String> object() {
    return Optional.ofNullable(objectId);
  }
}
