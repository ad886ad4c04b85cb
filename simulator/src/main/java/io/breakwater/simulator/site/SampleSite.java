package io.breakwater.simulator.site;

import java.util.List;

/** The VMs of the demonstration site. */
public final class SampleSite {

  private SampleSite() {}

  /** Adds them, unless the site has VMs already; returns all of the site. */
  public static List<ProtectedContext> addTo(Site site) {
    if (site.contexts().isEmpty()) {
      vms().forEach(site::protect);
    }
    return site.contexts();
  }

  static List<ProtectedVm> vms() {
    return List.of(
        ProtectedVm.named("pgtest1").disks(40, 100, 200).size(4, 16384),
        ProtectedVm.named("pgtest2").disks(60),
        ProtectedVm.named("PhilB Test machine").disks(80, 50),
        ProtectedVm.named("PGWINTESTBIOS").disks(40),
        ProtectedVm.named("linuxweb01").osType("linux").disks(20, 100).size(2, 8192),
        ProtectedVm.named("QUAD-AUVIK02")
            .disks(100, 50, 50, 200, 200, 500)
            .networks(SiteNames.SOURCE_NETWORK, "Management")
            .size(8, 32768),
        ProtectedVm.named("fileserver").disks(120),
        // The old schema holds (VM name, source network) unique, so the second one needs its own.
        ProtectedVm.named("fileserver")
            .vcenter(SiteNames.SECOND_VCENTER)
            .contextId("ctx-fileserver-20251002-143000")
            .networks("Server LAN")
            .disks(120));
  }
}
