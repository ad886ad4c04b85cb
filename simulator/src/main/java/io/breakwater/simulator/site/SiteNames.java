package io.breakwater.simulator.site;

/** Names and logins that every simulated site has. None of them is a secret of anybody. */
public final class SiteNames {

  /** The vCenter whose credential is the default one. */
  public static final String VCENTER = "vcenter01.example.test";

  /** A second vCenter, with a login of its own. */
  public static final String SECOND_VCENTER = "vcenter02.example.test";

  /** The datacenter in both vCenters. */
  public static final String DATACENTER = "DC1";

  /** The user name in the vCenter. */
  public static String username(String vcenter) {
    return vcenter.equals(VCENTER) ? "migration@vsphere.local" : "migration2@vsphere.local";
  }

  /** The password in the vCenter. */
  public static String password(String vcenter) {
    return vcenter.equals(VCENTER) ? "sample-password-1" : "sample-password-2";
  }

  /** The VMware network most sample VMs are in. */
  public static final String SOURCE_NETWORK = "VM Network";

  private SiteNames() {}
}
