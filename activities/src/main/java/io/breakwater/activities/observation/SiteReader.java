package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CsOffering;
import io.breakwater.activities.cloudstack.CsTemplate;
import io.breakwater.activities.cloudstack.CsZone;
import io.breakwater.inventory.site.NetworkMappingRow;
import io.breakwater.inventory.site.Site;
import io.breakwater.observation.SiteView;
import io.breakwater.observation.SiteView.NetworkMapping;
import io.breakwater.vm.ContextId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Checks against CloudStack what a destination would be made of. */
final class SiteReader {
  private final Systems systems;
  private final Reads reads;

  SiteReader(Systems systems, Reads reads) {
    this.systems = systems;
    this.reads = reads;
  }

  SiteView read(Site site, ContextId context) {
    CloudStack cloud = systems.cloud();
    CompletableFuture<Optional<CsTemplate>> template =
        reads.begin(() -> cloud.template(site.templateId()));
    CompletableFuture<Optional<CsOffering>> offering =
        reads.begin(() -> cloud.serviceOffering(site.serviceOfferingId()));
    CompletableFuture<List<CsZone>> zones = reads.begin(cloud::zones);
    CompletableFuture<String> version = reads.begin(cloud::version);
    List<NetworkMapping> mappings =
        reads.each(systems.inventory().sites().mappings(context), row -> mapping(cloud, row));
    return new SiteView(
        zoneId(site.zone(), Reads.get(zones)),
        site.templateId(),
        Reads.get(template).map(CsTemplate::sizeBytes).orElse(-1L),
        Reads.get(template).map(CsTemplate::ready).orElse(false),
        site.serviceOfferingId(),
        Reads.get(offering).map(CsOffering::customized).orElse(false),
        guardsMachines(Reads.get(version)),
        mappings);
  }

  private static NetworkMapping mapping(CloudStack cloud, NetworkMappingRow row) {
    return new NetworkMapping(
        row.sourceNetwork(),
        row.network(),
        row.networkName(),
        row.test(),
        cloud.network(row.network()).isPresent());
  }

  /** The old system stores a zone's name or its UUID. */
  private static String zoneId(String zone, List<CsZone> zones) {
    return zones.stream()
        .filter(z -> z.id().equals(zone) || z.name().equals(zone))
        .map(CsZone::id)
        .findFirst()
        .orElse(zone);
  }

  /** Delete protection of VMs came with CloudStack 4.20. */
  private static boolean guardsMachines(String version) {
    String[] parts = version.split("\\.", 3);
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = Integer.parseInt(parts[1]);
      return major > 4 || (major == 4 && minor >= 20);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException unknown) {
      return false;
    }
  }
}
