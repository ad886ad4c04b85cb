package io.breakwater.activities.volumedaemon;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CloudStackEndpoint;
import io.breakwater.activities.cloudstack.CloudStackException;
import io.breakwater.activities.cloudstack.CloudStackTimings;
import java.net.URI;
import java.util.concurrent.Executors;

/** What the CloudStack adapter throws when nobody listens. */
final class CloudStackDown {
  private CloudStackDown() {}

  static CloudStackException exception() {
    var scheduler = Executors.newSingleThreadScheduledExecutor();
    try (CloudStackConnections connections =
        new CloudStackConnections(
            () -> new CloudStackEndpoint(URI.create("http://127.0.0.1:1/client/api"), "k", "s"),
            CloudStackTimings.defaults(),
            scheduler,
            scheduler)) {
      return catchThrowableOfType(
          CloudStackException.class, () -> connections.cloud().pendingJobs());
    } finally {
      scheduler.shutdownNow();
    }
  }
}
