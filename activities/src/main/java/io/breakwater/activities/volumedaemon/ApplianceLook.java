package io.breakwater.activities.volumedaemon;

import io.breakwater.vm.VolumeId;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What can be seen of the appliance from where the steps run.
 *
 * @param links device links
 * @param linkWait how long mapping and link may take to appear after an attach
 * @param injectorAlive whether a driver injection may still be writing to a volume; always false
 *     where the appliance cannot be looked at
 */
public record ApplianceLook(
    DeviceLinks links, Duration linkWait, Predicate<VolumeId> injectorAlive) {

  /** For a worker on the appliance. */
  public static ApplianceLook onThisHost(Predicate<VolumeId> injectorAlive) {
    return new ApplianceLook(DeviceLinks.onThisHost(), Duration.ofSeconds(10), injectorAlive);
  }
}
