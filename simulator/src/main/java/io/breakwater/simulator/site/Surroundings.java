package io.breakwater.simulator.site;

import io.breakwater.simulator.cloud.NetworkView;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.site.SiteRows.CloudConfig;
import io.breakwater.simulator.site.SiteRows.NetworkTarget;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The appliance VM, networks and offerings that every protected VM of a site shares. */
final class Surroundings {

  private static final long TEMPLATE_BYTES = 1L << 30;
  private static final List<String> LIVE = List.of("OSSEA-L2", "OSSEA-L2-B");
  private static final List<String> TEST = List.of("OSSEA-TEST", "OSSEA-TEST-B");

  private final SimulatedCloud cloud;
  private final SiteRows rows;

  Surroundings(SimulatedCloud cloud, SiteRows rows) {
    this.cloud = cloud;
    this.rows = rows;
  }

  /** Makes them, or finds those of the last time; returns the active configuration's number. */
  long furnish() throws SQLException {
    Optional<Long> existing = rows.activeConfigId();
    if (existing.isEmpty()) {
      return make();
    }
    if (cloud.view().vm(applianceVmId()).isEmpty()) {
      throw new IllegalStateException(
          "the database belongs to a site whose cloud is gone: its appliance VM "
              + applianceVmId()
              + " is unknown there. Start with an empty schema, or with the cloud's state file");
    }
    rows.moveCloudTo(existing.get(), cloud.url());
    return existing.get();
  }

  String applianceVmId() throws SQLException {
    return rows.applianceVmId();
  }

  /** The destination of the n-th source network of a VM. */
  NetworkTarget target(int adapter, boolean isTest) {
    List<String> names = isTest ? TEST : LIVE;
    String name = names.get(adapter % names.size());
    return cloud.view().networks().stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .map(Surroundings::target)
        .orElseThrow(() -> new IllegalStateException("the cloud has no network " + name));
  }

  private long make() throws SQLException {
    String template = cloud.addTemplate("breakwater-empty", TEMPLATE_BYTES);
    String offering = cloud.addServiceOffering("Custom", true);
    LIVE.forEach(name -> cloud.addNetwork(name, false));
    TEST.forEach(name -> cloud.addNetwork(name, true));
    String network = target(0, false).networkId();
    String appliance = cloud.addVm("oma", network);
    cloud.applianceIs(appliance);
    for (String vcenter : List.of(SiteNames.VCENTER, SiteNames.SECOND_VCENTER)) {
      rows.insertCredential(vcenter, vcenter.equals(SiteNames.VCENTER));
    }
    return rows.insertConfig(
        new CloudConfig(
            cloud.url(),
            cloud.apiKey(),
            cloud.secretKey(),
            cloud.zoneId(),
            template,
            network,
            offering,
            cloud.customDiskOfferingId(),
            appliance));
  }

  private static NetworkTarget target(NetworkView network) {
    return new NetworkTarget(network.id(), network.name());
  }
}
