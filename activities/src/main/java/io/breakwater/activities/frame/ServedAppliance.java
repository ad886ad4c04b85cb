package io.breakwater.activities.frame;

import io.breakwater.inventory.site.Site;
import io.breakwater.inventory.site.Sites;
import io.breakwater.operation.Failures;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * The appliance that this worker runs on: its devices, its Volume Daemon, its tunnel. What belongs
 * to another appliance is refused, because here it would be looked for on the wrong host.
 * Thread-safe.
 */
public final class ServedAppliance {
  /** Until a worker of the right appliance asks: both poll a queue that they share. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Sites sites;
  private final Optional<MachineId> named;
  private volatile MachineId found;

  /**
   * The appliance of a worker.
   *
   * @param named which one; empty for the only active one
   */
  public ServedAppliance(Sites sites, Optional<MachineId> named) {
    this.sites = sites;
    this.named = named;
  }

  /**
   * Its row of {@code ossea_configs}, read anew. Unless it was named it is the only active row;
   * once found it stays the same when rows are added.
   *
   * @throws io.breakwater.inventory.site.SiteNotConfigured when there is none
   * @throws io.breakwater.inventory.site.SiteAmbiguous when several are active and none was named
   */
  public Site site() {
    if (named.isPresent()) {
      return sites.of(named.get());
    }
    Site site = found == null || !sites.areSeveral() ? sites.active() : sites.of(found);
    found = site.appliance();
    return site;
  }

  /**
   * Refuses what another appliance has to do.
   *
   * @throws ApplicationFailure of type {@code OtherAppliance} with that appliance as detail,
   *     retryable: another worker may take it next
   */
  public void require(ContextId vm) {
    if (named.isEmpty() && !sites.areSeveral()) {
      return;
    }
    MachineId wanted = sites.of(vm).appliance();
    MachineId own = site().appliance();
    if (!wanted.equals(own)) {
      throw ApplicationFailure.newBuilder()
          .setMessage(
              "VM context "
                  + vm
                  + " belongs to appliance "
                  + wanted
                  + ", this worker serves "
                  + own
                  + ": left to a worker with the setting appliance = "
                  + wanted)
          .setType(Failures.OTHER_APPLIANCE)
          .setDetails(wanted.value())
          .setNextRetryDelay(PAUSE)
          .setCategory(ApplicationErrorCategory.BENIGN)
          .build();
    }
  }
}
